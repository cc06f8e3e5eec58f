"""News posts and their pictures."""

from news.models.picture import Picture
from news.models.post import (
    Category,
    Post,
    PostAddress,
    PostPicture,
    ReadCount,
    RelatedPage,
    Tag,
)

__all__ = [
    "Category",
    "Picture",
    "Post",
    "PostAddress",
    "PostPicture",
    "ReadCount",
    "RelatedPage",
    "Tag",
]
