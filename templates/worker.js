{% load static %}// Keeps the pages that were read, for when there is no connection. The portal is always asked
// first; a kept page is only shown if it does not answer, and says of when it is.
"use strict";

const SHELF = "bacaan-1";
const MOST = 80;
const SHEET = "{% static "css/portal.css" %}";
const WORDS = {
  id: {
    kept: (day) => `Tidak ada sambungan. Halaman ini tersimpan di perangkat Anda, per ${day}; angkanya mungkin sudah berubah.`,
    title: "Tidak ada sambungan",
    absent: "Halaman ini belum pernah dibuka di perangkat ini, jadi tidak tersimpan. Sambungkan ke internet, lalu muat ulang.",
    list: "Yang tersimpan:",
  },
  en: {
    kept: (day) => `No connection. This page was kept on your device as of ${day}; its figures may have changed since.`,
    title: "No connection",
    absent: "This page has not been opened on this device, so it was not kept. Connect to the internet, then reload.",
    list: "What was kept:",
  },
};

const language = (url) => (/^\/en(\/|$)/.test(new URL(url).pathname) ? "en" : "id");

const moment = (response, code) => {
  const shown = { dateStyle: "long", timeStyle: "short", timeZone: "Asia/Makassar" };
  const date = new Date(response.headers.get("Date"));
  return `${new Intl.DateTimeFormat(code === "en" ? "en-GB" : "id-ID", shown).format(date)} WITA`;
};

const isPage = (response) => (response.headers.get("Content-Type") || "").startsWith("text/html");

const isPublic = (response) => !/no-store|private/.test(response.headers.get("Cache-Control") || "");

const keep = async (request, response) => {
  const shelf = await caches.open(SHELF);
  await shelf.put(request, response);
  const kept = await shelf.keys();
  await Promise.all(kept.slice(0, -MOST).map((oldest) => shelf.delete(oldest)));
};

const written = (html) => new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });

const dated = async (response, url) => {
  const code = language(url);
  const words = WORDS[code].kept(moment(response, code));
  const html = await response.text();
  return written(html.replace(/<main[^>]*>/, (main) => `${main}<p class="notice" role="status">${words}</p>`));
};

const absent = async (url) => {
  const code = language(url);
  const words = WORDS[code];
  const shelf = await caches.open(SHELF);
  const links = [];
  for (const request of await shelf.keys()) {
    const response = await shelf.match(request);
    if (!isPage(response) || language(request.url) !== code) continue;
    const { pathname, search } = new URL(request.url);
    const title = /<title>([^<]*)<\/title>/.exec(await response.text());
    links.unshift(`<li><a href="${(pathname + search).replaceAll("&", "&amp;")}">${title ? title[1] : pathname}</a></li>`);
  }
  const list = links.length ? `<p>${words.list}</p><ul class="plain">${links.join("")}</ul>` : "";
  return written(
    `<!DOCTYPE html><html lang="${code}"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title>` +
      `<link rel="stylesheet" href="${SHEET}"></head><body><main><h1>${words.title}</h1><p>${words.absent}</p>${list}</main></body></html>`,
  );
};

const isKept = (request, response) =>
  response.status === 200 &&
  isPublic(response) &&
  (isPage(response) || new URL(request.url).pathname.startsWith("/static/"));

const answer = async (event) => {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (isKept(request, response)) event.waitUntil(keep(request, response.clone()));
    return response;
  } catch (failure) {
    const kept = await (await caches.open(SHELF)).match(request);
    if (request.mode !== "navigate") return kept || Promise.reject(failure);
    return kept ? dated(kept, request.url) : absent(request.url);
  }
};

self.addEventListener("install", () => self.skipWaiting());

// The page that brought the worker was read before it could be kept; the browser has it still.
const begin = async () => {
  const shelves = await caches.keys();
  await Promise.all(shelves.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
  await self.clients.claim();
  for (const { url } of await self.clients.matchAll({ type: "window" })) {
    const request = new Request(url);
    const response = await fetch(request);
    if (isKept(request, response)) await keep(request, response);
  }
};

self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const ours = request.method === "GET" && url.origin === self.location.origin;
  if (ours && (request.mode === "navigate" || url.pathname.startsWith("/static/"))) event.respondWith(answer(event));
});
