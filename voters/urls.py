from django.urls import path
from django.http import HttpResponse
app_name = "voters"
urlpatterns = [path("pemilih/<slug:slug>/", lambda r, slug: HttpResponse(), name="roll"), path("pemilihan/<slug:slug>/", lambda r, slug: HttpResponse(), name="election")]
