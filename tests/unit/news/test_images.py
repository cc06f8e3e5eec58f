from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps, WebPImagePlugin

from news import images, uploads
from news.images import ImageRefused, Rendition, Renditions, reencode

GPS_NOTE = b"Kupang-rahasia-10.17S"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (255, 255, 255)


def _noise(width: int, height: int, seed: int = 1) -> Image.Image:
    content = random.Random(seed).randbytes(width * height * 3)  # noqa: S311 - not a secret
    return Image.frombytes("RGB", (width, height), content)


def _photo(width: int, height: int) -> Image.Image:
    """Clouds of several sizes, as hard to compress as a photo of a crowd."""
    picture = Image.new("RGB", (width, height), "gray")
    for size, share in ((4, 0.5), (16, 0.5), (256, 0.12), (1024, 0.12)):
        clouds = _noise(size, size, size).resize(picture.size, Image.Resampling.BILINEAR)
        picture = Image.blend(picture, clouds, share)
    return picture


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def _png(width: int, height: int, depth: int, colour: int, line: bytes) -> bytes:
    """A PNG of the kinds that Pillow cannot write; each row is ``line``."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    rows = _chunk(b"IDAT", zlib.compress((b"\0" + line) * min(height, 1000)))
    return SIGNATURE + header + rows + _chunk(b"IEND", b"")


def _quartered() -> Image.Image:
    """A picture whose four corners differ, to see how it was turned."""
    picture = Image.new("RGB", (400, 240), WHITE)
    for box, colour in (((0, 0), RED), ((200, 0), GREEN), ((0, 120), BLUE)):
        picture.paste(colour, (*box, box[0] + 200, box[1] + 120))
    return picture


def _reencoded(content: bytes, name: str = "") -> Renditions:
    return reencode(io.BytesIO(content), name=name)


def _opened(rendition: Rendition) -> Image.Image:
    picture = Image.open(io.BytesIO(rendition.content), formats=["WEBP"])
    assert picture.size == (rendition.width, rendition.height)
    return picture


def _colour(picture: Image.Image, x: float = 0.5, y: float = 0.5) -> tuple[int, ...]:
    spot = picture.getpixel((int(picture.width * x), int(picture.height * y)))
    assert isinstance(spot, tuple)
    return spot


def _near(found: tuple[int, ...], meant: tuple[int, ...], within: int = 14) -> bool:
    return len(found) == len(meant) and all(
        abs(one - other) <= within for one, other in zip(found, meant, strict=True)
    )


def _refusal(content: bytes, name: str = "") -> str:
    with pytest.raises(ImageRefused) as refused:
        _reencoded(content, name)
    return str(refused.value)


def _swapped_profile() -> bytes:
    """sRGB with red and green exchanged: whoever honours it sees red as green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red_as_green = profile.replace(b"rXYZ", b"tmp!", 1).replace(b"gXYZ", b"rXYZ", 1)
    return red_as_green.replace(b"tmp!", b"gXYZ", 1)


@pytest.fixture(scope="session")
def photo() -> bytes:
    """Twelve megapixels from a phone held upright: position, profile, XMP and a comment inside."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = GPS_NOTE.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "S", 2: (10.0, 10.0, 12.0), 29: GPS_NOTE.decode()}
    )
    return _saved(
        _photo(4000, 3000),
        "JPEG",
        quality=88,
        exif=exif,
        icc_profile=_swapped_profile(),
        xmp=b"<x:xmpmeta>" + GPS_NOTE + b"</x:xmpmeta>",
        comment=GPS_NOTE,
    )


@pytest.fixture(scope="session")
def photo_renditions(photo: bytes) -> Renditions:
    return _reencoded(photo, "IMG_0001.JPG")


def test_a_photo_of_twelve_megapixels_becomes_two_small_upright_files(
    photo_renditions: Renditions,
) -> None:
    large, small = photo_renditions.large, photo_renditions.small
    assert len(large.content) <= 160_000
    assert len(small.content) <= 60_000
    assert (small.width, small.height) == (640, 854)  # halved from 1,707
    assert large.width / large.height == pytest.approx(3 / 4, abs=0.002)
    assert 640 < large.width <= 1280
    for rendition in (large, small):
        assert _opened(rendition).format == "WEBP"


def test_nothing_that_tells_of_place_or_person_is_left(
    photo: bytes, photo_renditions: Renditions
) -> None:
    assert photo.count(GPS_NOTE) >= 4
    assert not images._decoded(io.BytesIO(photo), "").info
    for rendition in (photo_renditions.large, photo_renditions.small):
        picture = _opened(rendition)
        picture.load()
        assert not picture.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        for mark in (GPS_NOTE, b"EXIF", b"Exif", b"XMP ", b"ICCP", b"xmpmeta", b"acsp"):
            assert mark not in rendition.content


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_stored_as_the_camera_was_held(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    content = _saved(_quartered(), kind, exif=exif)
    found = _opened(_reencoded(content).large)
    meant = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    assert found.size == meant.size
    for x in (0.2, 0.8):
        for y in (0.2, 0.8):
            assert _near(_colour(found, x, y), _colour(meant.convert("RGB"), x, y))


@pytest.mark.parametrize(
    ("size", "decoded"),
    [((4000, 3000), (2000, 1500)), ((5000, 1300), (5000, 1300)), ((5200, 4400), (2600, 2200))],
)
def test_a_sideways_photo_is_decoded_in_no_more_detail_than_its_width_needs(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], decoded: tuple[int, int]
) -> None:
    found: list[tuple[int, int]] = []
    direct = images._direct

    def noted(source: Image.Image) -> Image.Image:
        found.append(source.size)
        return direct(source)

    monkeypatch.setattr(images, "_direct", noted)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 8
    large = _reencoded(_saved(Image.new("RGB", size, RED), "JPEG", exif=exif)).large
    assert found == [decoded]
    assert large.width == min(1280, round(size[1] * 3840 / size[0]))


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow remarks on broken metadata
def test_orientation_that_cannot_be_read_counts_as_upright() -> None:
    content = _saved(_quartered(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    assert _near(_colour(_opened(_reencoded(content).large), 0.2, 0.2), RED)


def test_a_small_picture_is_never_enlarged() -> None:
    renditions = _reencoded(_saved(_quartered(), "PNG"))
    for rendition in (renditions.large, renditions.small):
        assert (rendition.width, rendition.height) == (400, 240)


def test_a_very_tall_picture_is_narrowed_to_what_the_format_can_hold() -> None:
    renditions = _reencoded(_saved(Image.new("L", (300, 20_000), 90), "PNG"))
    assert (renditions.large.width, renditions.large.height) == (58, 3840)
    assert (renditions.small.width, renditions.small.height) == (29, 1920)


@pytest.mark.parametrize("size", [(1300, 1000), (300, 3000)])
def test_pure_noise_meets_the_limits_and_keeps_its_proportions(size: tuple[int, int]) -> None:
    renditions = _reencoded(_saved(_noise(*size), "PNG", compress_level=1))
    assert len(renditions.large.content) <= 160_000
    assert len(renditions.small.content) <= 60_000
    for rendition in (renditions.large, renditions.small):
        assert rendition.width / rendition.height == pytest.approx(size[0] / size[1], rel=0.02)
        assert rendition.width >= 100


def test_quality_gives_way_before_width(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, int]] = []
    webp = images._webp

    def noted(picture: Image.Image, quality: int) -> bytes:
        tried.append((picture.width, quality))
        return webp(picture, quality)

    monkeypatch.setattr(images, "_webp", noted)
    images._compressed(_noise(600, 400), 640, 60_000)
    assert tried[:5] == [(600, 80), (600, 70), (600, 60), (600, 50), (600, 40)]
    widths = [width for width, _ in tried[4:]]
    assert len(widths) > 1
    assert widths == sorted(set(widths), reverse=True)


def _grey_16() -> bytes:
    return _png(300, 200, 16, 0, struct.pack(">H", 40_000) * 300)


def _colour_16() -> bytes:
    return _png(300, 200, 16, 2, struct.pack(">HHH", 56_540, 7_710, 7_710) * 300)


def _half_transparent(mode: str, *colour: int) -> bytes:
    picture = Image.new(mode, (300, 200), (*colour, 0))
    picture.paste((*colour, 255), (0, 0, 150, 200))
    return _saved(picture, "PNG")


def _palette() -> bytes:
    picture = Image.new("P", (300, 200), 1)
    picture.putpalette([*RED, 0, 0, 0])
    picture.paste(0, (0, 0, 150, 200))
    return _saved(picture, "PNG", transparency=1)


@pytest.mark.parametrize(
    ("content", "left", "right"),
    [
        pytest.param(_grey_16(), (156,) * 3, (156,) * 3, id="16-bit grey"),
        pytest.param(_colour_16(), RED, RED, id="16-bit colour"),
        pytest.param(_half_transparent("RGBA", *RED), RED, WHITE, id="RGBA"),
        pytest.param(_half_transparent("LA", 90), (90,) * 3, WHITE, id="LA"),
        pytest.param(_palette(), RED, WHITE, id="palette with transparency"),
        pytest.param(_saved(Image.new("P", (300, 200)), "PNG"), (0, 0, 0), (0, 0, 0), id="palette"),
        pytest.param(
            _saved(Image.new("L", (300, 200), 90), "JPEG"), (90,) * 3, (90,) * 3, id="grey"
        ),
        pytest.param(_saved(Image.new("1", (300, 200), 1), "PNG"), WHITE, WHITE, id="bits"),
        pytest.param(
            _saved(Image.new("CMYK", (300, 200), (0, 255, 255, 0)), "JPEG", quality=95),
            (255, 0, 0),
            (255, 0, 0),
            id="CMYK",
        ),
        pytest.param(
            _saved(Image.new("RGBA", (300, 200), (*RED, 0)), "WEBP"), WHITE, WHITE, id="WebP alpha"
        ),
    ],
)
def test_every_kind_of_pixel_becomes_colour_on_white(
    content: bytes, left: tuple[int, ...], right: tuple[int, ...]
) -> None:
    picture = _opened(_reencoded(content).large)
    assert picture.mode == "RGB"
    assert _near(_colour(picture, 0.25), left)
    assert _near(_colour(picture, 0.75), right)


def test_a_colour_profile_is_applied_and_dropped() -> None:
    plain = Image.new("RGB", (300, 200), RED)
    shown = _opened(_reencoded(_saved(plain, "PNG", icc_profile=_swapped_profile())).large)
    red, green, _ = _colour(shown)
    assert green > red + 100
    assert "icc_profile" not in shown.info


@pytest.mark.parametrize(
    "profile",
    [
        b"no profile at all",
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
        _swapped_profile()[:200],
    ],
)
def test_an_unusable_colour_profile_is_left_out(profile: bytes) -> None:
    content = _saved(Image.new("RGB", (300, 200), RED), "JPEG", icc_profile=profile)
    assert _near(_colour(_opened(_reencoded(content).large)), RED)


def _zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("foto.jpg", b"foto")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Berkas ini kosong."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Berkas ini SVG,"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a --><!DOCTYPE svg>\n<svg >', "Berkas ini SVG,"),
        (b"GIF89a/*" + bytes(80) + b"*/=1;alert(document.domain)//", "Berkas ini GIF,"),
        (_saved(Image.new("P", (300, 200)), "GIF"), "Berkas ini GIF,"),
        (b"\n<!DOCTYPE html><title>x</title><svg >", "Berkas ini HTML,"),
        (b"<script>alert(1)</script>", "Berkas ini HTML,"),
        (b"%PDF-1.7\n", "Berkas ini PDF,"),
        (_saved(_quartered(), "TIFF"), "Berkas ini TIFF,"),
        (_saved(_quartered(), "AVIF", speed=10), "Berkas ini AVIF,"),
        (_saved(_quartered(), "BMP"), "Berkas ini BMP,"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Berkas ini HEIC,"),
        (_zipped(), "Berkas ini ZIP atau dokumen Office,"),
        (b"Rapat pleno terbuka", "Berkas ini bukan JPEG, PNG, atau WebP."),
        (bytes(5000), "Berkas ini bukan JPEG, PNG, atau WebP."),
        (b"RIFF\x04\0\0\0WAVE", "Berkas ini bukan JPEG, PNG, atau WebP."),
    ],
)
def test_what_is_no_picture_of_the_three_kinds_is_refused_by_its_content(
    content: bytes, said: str
) -> None:
    sentence = _refusal(content)
    assert sentence.startswith(said)
    assert sentence.endswith("lalu unggah lagi.")


def test_a_refusal_names_the_file_and_ignores_its_ending() -> None:
    sentence = _refusal(_saved(Image.new("P", (300, 200)), "GIF"), "foto\u202e\n pleno.jpg")
    assert sentence == (
        "Berkas “foto pleno.jpg” ini GIF, yang tidak diterima. "
        "Simpan sebagai JPEG, PNG, atau WebP lalu unggah lagi."
    )


def test_a_picture_is_taken_whatever_its_name_says() -> None:
    assert _reencoded(_saved(_quartered(), "PNG"), "gambar.svg").large.width == 400


def _forbid_decoding(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(self: object, *args: object) -> None:
        pytest.fail("a refused picture was decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", decoded)
    monkeypatch.setattr(WebPImagePlugin.WebPImageFile, "__init__", decoded)


def _webp_of(width: int, height: int, flags: int = 0) -> bytes:
    sizes = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0" + bytes([flags, 0, 0, 0]) + sizes


@pytest.mark.parametrize(
    ("content", "megapixels"),
    [
        pytest.param(_saved(Image.new("L", (6000, 5000)), "JPEG"), "30", id="JPEG"),
        pytest.param(_png(5001, 5000, 8, 0, bytes(8)), "25,1", id="just too many"),
        pytest.param(_png(100_000, 100_000, 8, 2, bytes(8)), "10.000", id="bomb"),
        pytest.param(_png(2**31 - 1, 2**31 - 1, 8, 2, bytes(8)), "4.611.686.014.132,5", id="PNG"),
        pytest.param(_webp_of(2**24, 2**24), "281.474.976,8", id="extended WebP"),
        pytest.param(b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + b"\xff" * 9, "268,5", id="lossless"),
        pytest.param(
            b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f", "268,5", id="WebP"
        ),
    ],
)
def test_too_many_pixels_are_refused_in_words_before_any_is_decoded(
    monkeypatch: pytest.MonkeyPatch, content: bytes, megapixels: str
) -> None:
    _forbid_decoding(monkeypatch)
    sentence = _refusal(content)
    assert sentence.startswith(f"Berkas ini {megapixels} megapiksel; paling banyak 25.")
    assert "Perkecil gambarnya" in sentence


def test_exactly_twenty_five_megapixels_are_taken() -> None:
    assert _reencoded(_saved(Image.new("L", (5000, 5000)), "JPEG")).large.width == 1280


def test_the_size_of_the_file_is_limited_before_it_is_read() -> None:
    class Unread(io.BytesIO):
        def read(self, *args: Any) -> bytes:
            pytest.fail("an oversized file was read")

    with pytest.raises(ImageRefused, match=r"^Berkas ini 20,1 MB; paling banyak 20 MB\. Perkecil"):
        reencode(Unread(bytes(20 * 1024 * 1024 + 1)))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in (RED, GREEN)]
    content = _saved(frames[0], kind, save_all=True, append_images=frames[1:])
    _forbid_decoding(monkeypatch)
    assert _refusal(content).startswith("Berkas ini gambar bergerak.")


def test_a_phones_jpeg_with_several_pictures_is_its_first() -> None:
    second = Image.new("RGB", (300, 200), GREEN)
    content = _saved(
        Image.new("RGB", (300, 200), RED), "MPO", save_all=True, append_images=[second]
    )
    assert _near(_colour(_opened(_reencoded(content).large)), RED)


@pytest.mark.parametrize("size", [(199, 400), (400, 99), (1, 1)])
def test_a_picture_too_small_for_a_cover_is_refused(size: tuple[int, int]) -> None:
    sentence = _refusal(_saved(Image.new("RGB", size), "PNG"))
    assert sentence.startswith(f"Berkas ini hanya {size[0]} × {size[1]} piksel")
    assert sentence.endswith("Unggah gambar yang lebih besar.")


def test_the_smallest_size_is_measured_as_the_picture_is_seen() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    assert _reencoded(_saved(Image.new("L", (100, 200)), "JPEG", exif=exif)).large.width == 200
    assert "hanya 100 × 200 piksel" in _refusal(
        _saved(Image.new("L", (200, 100)), "JPEG", exif=exif)
    )


SMALL_FILES = {
    "JPEG": _saved(_noise(220, 120), "JPEG"),
    "progressive JPEG": _saved(_noise(220, 120), "JPEG", progressive=True),
    "PNG": _saved(_noise(220, 120).quantize(16), "PNG"),
    "WebP": _saved(_noise(220, 120), "WEBP", quality=50, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
}


@pytest.mark.parametrize("kind", SMALL_FILES)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.95])
def test_a_truncated_file_is_refused(kind: str, share: float) -> None:
    content = SMALL_FILES[kind]
    sentence = _refusal(content[: 16 + int(len(content) * share)])
    assert sentence == (
        "Berkas ini rusak atau terpotong. Simpan sebagai JPEG, PNG, atau WebP lalu unggah lagi."
    )


@pytest.mark.parametrize("chunk", [b"IHDR", b"PLTE", b"IDAT"])
def test_a_png_with_a_wrong_checksum_is_refused(chunk: bytes) -> None:
    content = bytearray(SMALL_FILES["PNG"])
    start = content.index(chunk)
    (length,) = struct.unpack(">I", content[start - 4 : start])
    content[start + 4 + length] ^= 0xFF
    assert _refusal(bytes(content)).startswith("Berkas ini rusak atau terpotong.")


def test_a_png_whose_pixels_are_rubbish_under_a_right_checksum_is_refused() -> None:
    plain = _png(300, 200, 8, 0, bytes(300))
    start = plain.index(b"IDAT") - 4
    content = plain[:start] + _chunk(b"IDAT", bytes(range(200))) + _chunk(b"IEND", b"")
    assert _refusal(content).startswith("Berkas ini rusak atau terpotong.")


def test_a_palette_picture_without_a_palette_is_refused() -> None:
    content = _png(300, 200, 8, 3, bytes(300))
    assert _refusal(content).startswith("Berkas ini rusak atau terpotong.")


def test_a_png_that_tells_its_orientation_after_the_pixels_is_turned() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    plain = _saved(_quartered(), "PNG")
    told = plain[:-12] + _chunk(b"eXIf", exif.tobytes()[6:]) + plain[-12:]
    assert _reencoded(told).large.width == 240


def test_a_jpeg_made_of_endless_scans_is_refused_before_they_are_walked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = SMALL_FILES["progressive JPEG"]
    start = content.rindex(b"\xff\xda")
    _forbid_decoding(monkeypatch)
    bomb = content[:start] + content[start:-2] * uploads.MAX_JPEG_SCANS + b"\xff\xd9"
    assert _refusal(bomb).startswith("Berkas ini rusak atau terpotong.")


def _given_or_refused(content: bytes) -> None:
    refusal = ""
    try:
        renditions = _reencoded(content)
    except ImageRefused as refused:
        refusal = str(refused)
    else:
        assert len(renditions.large.content) <= 160_000
        assert len(renditions.small.content) <= 60_000
    assert not refusal or (refusal.startswith("Berkas ini ") and refusal.endswith("."))


STARTS = (b"", b"\xff\xd8\xff", SIGNATURE, b"RIFF\x20\0\0\0WEBPVP8X", b"RIFF\x20\0\0\0WEBPVP8 ")


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
def test_random_bytes_are_refused_in_words(start: bytes, content: bytes) -> None:
    _given_or_refused(start + content)


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(sorted(SMALL_FILES)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), max_size=6),
    st.booleans(),
)
def test_a_mutated_picture_gives_renditions_or_a_refusal_and_nothing_else(
    kind: str,
    changes: list[tuple[float, bytes]],
    near_the_head: bool,
) -> None:
    content = bytearray(SMALL_FILES[kind])
    reach = 700 if near_the_head else len(content)
    for place, replacement in changes:
        start = int(place * (min(reach, len(content)) - len(replacement)))
        content[start : start + len(replacement)] = replacement
    _given_or_refused(bytes(content))
