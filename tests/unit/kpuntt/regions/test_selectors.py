from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kpuntt.regions.models import Region
from kpuntt.regions.selectors import region_full_names, region_key, region_resolve

NAMES = {
    "53.01": "Kupang",
    "53.02": "Timor Tengah Selatan",
    "53.03": "Timor Tengah Utara",
    "53.04": "Belu",
    "53.05": "Alor",
    "53.06": "Flores Timur",
    "53.07": "Sikka",
    "53.08": "Ende",
    "53.09": "Ngada",
    "53.10": "Manggarai",
    "53.11": "Sumba Timur",
    "53.12": "Sumba Barat",
    "53.13": "Lembata",
    "53.14": "Rote Ndao",
    "53.15": "Manggarai Barat",
    "53.16": "Nagekeo",
    "53.17": "Sumba Tengah",
    "53.18": "Sumba Barat Daya",
    "53.19": "Manggarai Timur",
    "53.20": "Sabu Raijua",
    "53.21": "Malaka",
    "53.71": "Kota Kupang",
}
FORMS = (
    "{name}",
    "KPU {name}",
    "  {name} ",
    "kpu  {lower}",
    "{upper}",
)
REGENCY_FORMS = (
    "Kabupaten {name}",
    "KPU Kabupaten {name}",
    "KABUPATEN {upper}",
    "Kab. {name}",
    "KPU Kab {name}",
)


def _code(text: str) -> str | None:
    region = region_resolve(text)
    return region.code if region else None


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "name"), NAMES.items())
def test_every_regency_is_found_by_its_name_with_and_without_what_stands_in_front(
    code: str, name: str
) -> None:
    forms = FORMS if name.startswith("Kota ") else (*FORMS, *REGENCY_FORMS)
    written = [form.format(name=name, upper=name.upper(), lower=name.lower()) for form in forms]
    assert {text: _code(text) for text in written} == dict.fromkeys(written, code)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jupang", "53.01"),
        ("KPU Jupang", "53.01"),
        ("Negekeo", "53.16"),
        ("KPU Flores", "53.06"),
        ("TTS", "53.02"),
        ("KPU Kabupaten TTS", "53.02"),
        ("TTU", "53.03"),
        ("Flotim", "53.06"),
        ("SBD", "53.18"),
        ("Mabar", "53.15"),
        ("matim", "53.19"),
        ("NTT", "53"),
        ("KPU NTT", "53"),
    ],
)
def test_the_aliases_of_real_documents_are_found(text: str, code: str) -> None:
    assert _code(text) == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Nusa Tenggara Timur",
        "Provinsi Nusa Tenggara Timur",
        "KPU Provinsi Nusa Tenggara Timur",
        "Provinsi NTT",
        "KPU Provinsi NTT",
    ],
)
def test_the_province_is_found_by_the_names_that_its_office_signs_with(text: str) -> None:
    assert _code(text) == "53"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kupang", "53.01"),
        ("KPU Kupang", "53.01"),
        ("Kabupaten Kupang", "53.01"),
        ("Kota Kupang", "53.71"),
        ("KPU Kota Kupang", "53.71"),
        ("KOTA KUPANG", "53.71"),
    ],
)
def test_kupang_alone_is_the_regency_and_the_city_says_that_it_is_one(text: str, code: str) -> None:
    assert _code(text) == code


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["53", *NAMES, "53.01.04", "53.01.04.2003"])
def test_a_dotted_code_is_found(code: str) -> None:
    assert _code(code) == code


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "5310",
        "5371",
        "5301",
        "53.99",
        "53.1",
        "53.01.",
        "53,01",
        "٥٣.٠١",
        "32.01",
        "",
        "   ",
        "Kupan",
        "Kota",
        "KPU",
        "Kabupaten",
        "Kota Sikka",
        "Sumba",
        "Timor Tengah",
        "Bokonusan",
        "JUMLAH",
        "%",
    ],
)
def test_what_names_no_regency_resolves_to_nothing_and_never_to_a_guess(text: str) -> None:
    assert region_resolve(text) is None


@pytest.mark.django_db
def test_resolving_costs_at_most_two_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for text in ("53.07", "KPU Kabupaten Sikka", "KPU Flores", "Kupan"):
        with django_assert_max_num_queries(2):
            region_resolve(text)


@given(st.text(max_size=24))
@example("KPU Kabupaten KPU Kab. Kota Kupang")
@example("ẞİǰΐ")
def test_folding_a_name_twice_is_folding_it_once(text: str) -> None:
    assert region_key(region_key(text)) == region_key(text)


@given(st.lists(st.sampled_from(["KPU", "Kabupaten", "KAB.", "kab", "  "]), max_size=4))
def test_words_and_blanks_in_front_do_not_count(words: list[str]) -> None:
    assert region_key(" ".join([*words, "Timor  Tengah Selatan"])) == "timor tengah selatan"


@pytest.mark.django_db
def test_every_region_has_its_full_name_by_its_code(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(1):
        names = region_full_names()
    assert len(names) == Region.objects.count()
    assert (names["53.07"], names["53.71"]) == ("Kabupaten Sikka", "Kota Kupang")


def test_the_word_kota_counts() -> None:
    assert region_key("KPU Kota Kupang") == "kota kupang"
