// Asks the browser to keep what was read (templates/worker.js). Without it the portal is complete.
"use strict";

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
