// What a live page says of itself: that it gets ready, and that it is no longer connected.
// Voilà's script does the rest. It loads after this one, so that its connection can be watched.
(function () {
  "use strict";
  var SLOW = 25000; // longer than a slow phone takes
  var PATIENCE = 6000; // for Voilà to connect again after a gap
  var GONE = 4404; // the server's word for a kernel that has ended

  var words = document.getElementById("live-words").dataset;
  var preparing = document.getElementById("live-preparing");
  var gone = document.getElementById("live-gone");
  var open = 0; // connections
  var over = false; // the kernel has ended: no connection can come back
  var gap = 0;

  function tell(sentence) {
    if (gone.firstChild && gone.firstChild.textContent === sentence) return;
    gone.textContent = "";
    var text = document.createElement("p");
    text.textContent = sentence;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "page-button";
    button.textContent = words.reload;
    button.addEventListener("click", function () {
      location.reload();
    });
    gone.append(text, button);
  }

  function ready() {
    clearTimeout(slow);
    preparing.hidden = true;
    if (!over) gone.textContent = "";
  }

  function lost(event) {
    if (event.code === GONE) over = true;
    clearTimeout(gap);
    if (over) tell(words.gone);
    else gap = setTimeout(function () {
      if (!open) tell(words.gone);
    }, PATIENCE);
  }

  // Voilà gives some controls no name that a screen reader could say.
  function name() {
    var bare = document.querySelectorAll(".noUi-handle:not([aria-label]), input[type=color]:not([aria-label])");
    bare.forEach(function (control) {
      var widget = control.closest(".lm-Widget");
      var label = widget && widget.querySelector(".widget-label");
      if (label && label.textContent.trim()) control.setAttribute("aria-label", label.textContent.trim());
    });
  }
  new MutationObserver(name).observe(document.querySelector(".live-notebook"), { childList: true, subtree: true });

  // Voilà tries seven times to connect again and then says nothing: so this looks on.
  var Socket = window.WebSocket;
  window.WebSocket = class extends Socket {
    constructor(address, protocols) {
      super(address, protocols);
      if (String(address).indexOf("/api/kernels/") < 0) return;
      this.addEventListener("open", function () {
        open += 1;
        this.wasOpen = true;
        clearTimeout(gap);
        ready();
      });
      this.addEventListener("close", function (event) {
        if (this.wasOpen) open -= 1;
        lost(event);
      });
    }
  };

  var slow = setTimeout(function () {
    if (!open) tell(words.slow);
  }, SLOW);

  // A script of Voilà's that did not come over the network leaves its page waiting for ever.
  window.addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") tell(words.broken);
  }, true);

  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    over = true; // going away ended the kernel
    tell(words.gone);
  });

  var found = document.getElementById("jupyter-config-data");
  var config = found ? JSON.parse(found.textContent) : {};
  if (!config.kernelId) preparing.hidden = true; // it ended before the page did, and says why
  if (!found) tell(words.broken); // the connection broke off before the page was there whole
  // Safari on phones knows no `beforeunload`, with which Voilà says goodbye.
  window.addEventListener("pagehide", function () {
    if (config.kernelId && navigator.sendBeacon)
      navigator.sendBeacon(config.baseUrl + "voila/api/shutdown/" + config.kernelId);
  });

  // A ticket has done its work once the page is there.
  if (/[?&]antre=/.test(location.search))
    history.replaceState(null, "", location.pathname + location.hash);
})();
