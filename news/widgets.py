"""The editor of the body: django-prose-editor's ProseMirror, started by our own module.

Its stock widgets need an inline import map and style sheet, which our content policy forbids; the
module ``js/post-editor.js`` imports the same code by its address and adds no style.
"""

from __future__ import annotations

from django import forms


class BodyWidget(forms.Textarea):
    """A text area that becomes an editor; without JavaScript it takes the HTML itself."""

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
                "django_prose_editor/overrides.css",
                "css/post-editor.css",
            ]
        }
        js = ["js/post-editor-words.js", forms.Script("js/post-editor.js", type="module")]

    def __init__(self) -> None:
        super().__init__({"rows": 20, "cols": 80, "data-post-editor": ""})
