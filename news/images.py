"""From an uploaded picture to what is stored and served: two small WebP files, without Django.

Nothing of the upload is kept: not its bytes, its name, its metadata or its declared type.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import BinaryIO

from PIL import ExifTags, Image, ImageCms, PngImagePlugin
from PIL.ImageFile import ImageFile

from news.uploads import DECODER_ERRORS, ImageRefused, broken, opened, subject_of

__all__ = ["ImageRefused", "Rendition", "Renditions", "reencode"]

MIN_WIDTH, MIN_HEIGHT = 200, 100
LARGE_WIDTH, LARGE_BYTES = 1280, 160_000
SMALL_WIDTH, SMALL_BYTES = 640, 60_000
#: WebP ends at 16,383 px, and a strip much taller than wide is no cover: it is narrowed instead.
MAX_HEIGHT_PER_WIDTH = 3
QUALITIES = (80, 70, 60, 50, 40)

_UPRIGHT: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Orientations that lie on their side: the width of the stored picture is its height.
_SIDEWAYS = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Rendition:
    """One WebP file without metadata, and its size in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Renditions:
    """The same picture for lists (``small``) and for its own page (``large``)."""

    small: Rendition
    large: Rendition


def reencode(file: BinaryIO, *, name: str = "") -> Renditions:
    """Turn an uploaded JPEG, PNG or WebP into two WebP files within their limits.

    ``file`` must be seekable and is left open; ``name`` is what the uploader called it and only
    appears in the sentence of a refusal. Raises ``ImageRefused``, and nothing else, for an
    upload that is too large, too small, moving, of another kind or broken.
    """
    subject = subject_of(name)
    try:
        picture = _decoded(file, subject)
    except ImageRefused:
        raise
    except DECODER_ERRORS as error:
        raise broken(subject) from error
    return Renditions(
        small=_compressed(picture, SMALL_WIDTH, SMALL_BYTES),
        large=_compressed(picture, LARGE_WIDTH, LARGE_BYTES),
    )


def _decoded(file: BinaryIO, subject: str) -> Image.Image:
    """Return the picture upright, in sRGB, without metadata and not wider than the large one."""
    source = opened(file, subject)
    orientation = _orientation(source)
    width, height = source.size
    sideways = orientation in _SIDEWAYS
    if sideways:
        width, height = height, width
    if width < MIN_WIDTH or height < MIN_HEIGHT:
        raise ImageRefused(
            f"{subject} hanya {width} × {height} piksel; paling kecil {MIN_WIDTH} × {MIN_HEIGHT} "
            "agar sampul terbaca. Unggah gambar yang lebih besar."
        )
    width, height = _fitted(width, height, LARGE_WIDTH)
    stored = (height, width) if sideways else (width, height)
    # The JPEG decoder itself can leave out detail: a photo of 25 megapixels then costs a sixteenth
    # of the memory. It stays at or above the size asked for; other kinds ignore the wish.
    source.draft(None, stored)
    source.load()
    profile = source.info.get("icc_profile")
    upright = _in_srgb(_on_white(_resized(_direct(source), stored)), profile)
    if orientation in _UPRIGHT:
        upright = upright.transpose(_UPRIGHT[orientation])
    upright.info.clear()
    return upright


def _orientation(source: ImageFile) -> int:
    """Return how the camera was held, 1 (upright) where that cannot be read."""
    if isinstance(source, PngImagePlugin.PngImageFile):
        # Its metadata may stand behind the pixels, so asking for it decodes them. Done out here, a
        # failure is not taken for broken metadata.
        source.load()
    try:
        return int(source.getexif().get(ExifTags.Base.Orientation, 1))
    except DECODER_ERRORS:
        return 1


def _fitted(width: int, height: int, limit: int) -> tuple[int, int]:
    """Return the size that keeps the proportions and stays within ``limit`` px of width."""
    factor = min(1.0, limit / width, limit * MAX_HEIGHT_PER_WIDTH / height)
    return max(1, round(width * factor)), max(1, round(height * factor))


def _direct(source: Image.Image) -> Image.Image:
    """Return the pixels in a mode that can be resized: grey, RGB or CMYK, with alpha or not."""
    if source.mode.startswith(("I", "F")):
        # Converting would cut off everything above 255 instead of scaling 16 bits down.
        return source.point(lambda value: value * (255 / 65535)).convert("L")
    if source.has_transparency_data and source.mode != "RGBA":
        return source.convert("RGBA")
    if source.mode in {"L", "RGB", "RGBA", "CMYK"}:
        return source  # converting would copy up to a hundred megabytes
    return source.convert("L" if source.mode == "1" else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without alpha, laid on white.

    Alpha would show black writing on the black of the dark mode, and previews of social networks
    fill it with any colour. On white a picture looks everywhere as its maker saw it.
    """
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB by its colour profile, or plainly as RGB without a usable one."""
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, *DECODER_ERRORS):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _compressed(picture: Image.Image, width: int, limit: int) -> Rendition:
    """Return the picture at most ``width`` px wide in at most ``limit`` bytes.

    Quality gives way first, down to where blocks show, then the width, until it fits.
    """
    shrunk = _resized(picture, _fitted(*picture.size, width))
    for quality in QUALITIES:
        content = _webp(shrunk, quality)
        if len(content) <= limit:
            return Rendition(content, *shrunk.size)
    while len(content) > limit:
        # Bytes grow about as the area does. A tenth at least makes sure that this ends, a half at
        # most that not more is lost than needed.
        factor = min(0.9, max(0.5, sqrt(limit / len(content))))
        size = max(1, int(shrunk.width * factor)), max(1, int(shrunk.height * factor))
        shrunk = _resized(picture, size)
        content = _webp(shrunk, QUALITIES[-1])
    return Rendition(content, *shrunk.size)


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == picture.size:
        return picture
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _webp(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "WEBP", quality=quality, method=4)
    return stream.getvalue()
