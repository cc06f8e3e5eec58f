"""Hostile posts, the counting picture and the editor, in a real Chromium."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser

PAYLOADS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<body onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href='javascript:window.hit=1'>klik</a>",
    "<a href='JaVaScRiPt:window.hit=1'>klik</a>",
    "<a href='java&#10;script:window.hit=1'>klik</a>",
    "<a href='data:text/html,<script>window.hit=1</script>'>klik</a>",
    "<details open ontoggle=window.hit=1>x</details>",
    "<input autofocus onfocus=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<math><mtext></mtext><mglyph><style><img src=x onerror=window.hit=1></style></mglyph></math>",
    "<form><button formaction='javascript:window.hit=1'>x</button></form>",
    "<object data='javascript:window.hit=1'></object>",
    "<embed src='javascript:window.hit=1'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    "<base href='//jahat.example/'>",
    "<link rel=stylesheet href='//jahat.example/x.css'>",
    "<style>@import '//jahat.example/x.css';</style>",
    "<p style='background:url(//jahat.example/x)'>x</p>",
    "<template><script>window.hit=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'></noscript>",
    "<!--><img src=x onerror=window.hit=1>-->",
    "</title><script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    '"><script>window.hit=1</script>',
    "' onmouseover=window.hit=1 x='",
    "{{ 7|add:7 }}{% debug %}",
    "<scr<script>ipt>window.hit=1</scr</script>ipt>",
    "<IMG SRC=&#106;avascript:window.hit=1>",
    r"\u003cscript\u003ewindow.hit=1\u003c/script\u003e",
    "<x onclick=window.hit=1 style=position:fixed;inset:0>x</x>",
)

#: Publishes one post per payload, with the payload in every place that takes words.
PLANT = """
import json, sys
from datetime import date
from io import BytesIO
from django.core.files.base import ContentFile
from PIL import Image
from kpuntt.publishing.services import publication_load
from kpuntt.search.services import entries_replace
from kpuntt.searchable import SEARCHED_AREAS
from news.models import Picture, Post, PostPicture, Tag

content = BytesIO()
Image.new("RGB", (300, 200), "navy").save(content, "WEBP")
for number, payload in enumerate(json.loads(sys.stdin.read())):
    post = Post.objects.create(
        slug=f"jahat-{number}", title=payload[:140], summary=payload, body=f"<p>a</p>{payload}",
        date=date(2024, 1, 1), place=payload, author=payload, note=payload, category="pengumuman",
    )
    post.tags.add(Tag.objects.create(slug=f"jahat-{number}", name=f"{payload[:50]} {number}"))
    picture = Picture(
        alt=payload, credit=payload, original_name=payload,
        small_width=300, small_height=200, large_width=300, large_height=200,
    )
    picture.small.save("", ContentFile(content.getvalue()), save=False)
    picture.large.save("", ContentFile(content.getvalue()), save=False)
    picture.save()
    PostPicture.objects.create(post=post, picture=picture, caption=payload)
    publication_load(unit=post, note="Uji.")
entries_replace(area="news", documents=SEARCHED_AREAS["news"]())
"""

#: Takes the hostile posts away again, so that other tests see the real news.
CLEAR = """
from kpuntt.caching.services import generation_bump
from kpuntt.search.services import entries_replace
from kpuntt.searchable import SEARCHED_AREAS
from news.models import Picture, Post, PostAddress, Tag

Post.objects.filter(slug__startswith="jahat-").delete()
Picture.objects.all().delete()
PostAddress.objects.filter(slug__startswith="jahat-").delete()
Tag.objects.filter(slug__startswith="jahat-").delete()
entries_replace(area="news", documents=SEARCHED_AREAS["news"]())
generation_bump(area="news")
"""

WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
  (window.reports ||= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""


def _shell(code: str, environment: dict[str, str], words: str = "") -> None:
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        input=words,
        check=True,
        text=True,
    )


@pytest.fixture
def hostile_posts(base_url: str, environment: dict[str, str]) -> Iterator[list[str]]:
    """The addresses of published posts that are made of payloads."""
    _shell(PLANT, environment, json.dumps(PAYLOADS))
    yield [f"/berita/2024/01/jahat-{number}/" for number in range(len(PAYLOADS))]
    _shell(CLEAR, environment)


def test_no_payload_runs_or_even_reaches_the_content_policy(
    page: Page, complaints: Complaints, base_url: str, hostile_posts: list[str]
) -> None:
    assert len(PAYLOADS) >= 26
    complaints.watch(page)
    page.add_init_script(WATCH)
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    for address in [
        *hostile_posts,
        "/berita/2024/01/",
        "/berita/",
        "/cari/?q=klik",
        "/data/berita/",
    ]:
        response = page.goto(base_url + address)
        assert response is not None
        assert response.status == 200, address
        for link in page.locator(".prose a").all():
            link.evaluate("element => element.click()")
        assert page.evaluate("window.hit") is None, address
        assert page.evaluate("window.reports") is None, address
    assert not [url for url in requested if not url.startswith(base_url)]
    assert complaints == []


def test_a_reader_is_counted_once_and_without_cookies(
    browser: Browser, base_url: str, environment: dict[str, str]
) -> None:
    context = browser.new_context(
        user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
    )
    page = context.new_page()
    for _visit in range(3):
        page.goto(f"{base_url}/berita/2025/10/belajar-kehumasan-dari-kalimantan-timur/")
    journal = Path(environment["VAR_DIR"]) / "reads.log"
    assert (
        journal.read_text(encoding="ascii").count(" belajar-kehumasan-dari-kalimantan-timur\n") == 1
    )
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shared_post_is_accessible_with_its_box_open(
    page: Page, base_url: str, scheme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{base_url}/berita/2025/07/pleno-pdpb-semester-pertama/")
    page.get_by_text("Bagikan").click()
    assert "Sumber dan rincian: http" in page.get_by_label("Ringkasan dua baris").input_value()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
