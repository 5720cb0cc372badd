// The chat page. It talks to the same HTTP API as any other client and holds nothing but the key of the talk,
// in the storage of this tab: closing the tab leaves no trace on the device, a reload keeps the talk.
const KEY = "deurwijzer";
const EVERY = 3000; // milliseconds between two looks for what staff or a promise brought
const WORDS = {
  nl: { busy: "Even denken…", failed: "Het bericht is nog niet aangekomen.", again: "Stuur opnieuw", more: "Meer over deze plek", bot: "Deurwijzer", staff: "Medewerker",
    person: "Eigen bericht", erased: "Het gesprek is gewist.", sure: "Dit gesprek wissen? Een ingediende klacht blijft bestaan." },
  en: { busy: "One moment…", failed: "Your message has not arrived yet.", again: "Send again", more: "More about this place", bot: "Deurwijzer", staff: "Staff",
    person: "You", erased: "The talk has been erased.", sure: "Erase this talk? A complaint that was filed stays." },
};
const talk = document.getElementById("talk");
const status = document.getElementById("status");
const form = document.getElementById("write");
const text = document.getElementById("text");
let own = JSON.parse(sessionStorage.getItem(KEY) || "null");
let seen = 0;
let busy = false;
let explainedSoFar = 0; // numbers the explanations on this page

const words = () => WORDS[document.documentElement.lang] || WORDS.nl;

async function call(method, path, body) {
  const headers = { "Content-Type": "application/json" };
  if (own) headers.Authorization = `Bearer ${own.token}`;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (answer.status === 204) return {};
  const data = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(data.error.message), { status: answer.status });
  return data;
}

async function begin() {
  if (own) {
    try { return show((await call("GET", `/api/conversations/${own.id}/messages?after=0`)).messages); }
    catch (error) { if (error.status !== 404 && error.status !== 401) return say(error.message); own = null; }
  }
  const started = await call("POST", "/api/conversations", { language: navigator.language.startsWith("en") ? "en" : "nl", channel: "web" });
  own = { id: started.id, token: started.token };
  sessionStorage.setItem(KEY, JSON.stringify(own));
  show(started.messages);
}

function show(messages) {
  for (const message of messages) {
    if (message.seq <= seen) continue;
    seen = message.seq;
    talk.querySelectorAll("li.pending").forEach((item) => item.remove());
    talk.querySelectorAll("li:not(.card) .choices button").forEach((button) => { button.disabled = true; });
    talk.append(item(message));
  }
  const main = document.querySelector("main");
  main.scrollTop = main.scrollHeight;
}

function item(message) {
  const custom = message.custom || {};
  const entry = document.createElement("li");
  entry.className = message.from;
  if (custom.services) entry.classList.add("card");
  if (custom.crisis) entry.classList.add("danger");
  entry.dataset.seq = message.seq;
  if (custom.asks) entry.dataset.asks = custom.asks;
  if (custom.language) entry.lang = custom.language;
  const who = document.createElement("span");
  who.className = message.from === "staff" ? "who" : "hidden";
  who.textContent = `${words()[message.from] || ""}: `;
  entry.append(who, ...paragraph(message.text, custom.explains));
  if (message.buttons && message.buttons.length) entry.append(choices(message.buttons));
  for (const id of custom.services || []) entry.append(more(id));
  return entry;
}

// The page of a door: hours, map, what to bring.
function more(id) {
  const anchor = link(`/wegwijzer/dienst/${encodeURIComponent(id)}`, words().more);
  anchor.className = "more";
  anchor.target = "_blank";
  return anchor;
}

// Text only, never HTML: **bold**, phone numbers, web addresses and explained words become elements one by one.
// Gives the paragraph, and after it the explanations that its words open.
function paragraph(words, explains) {
  const place = document.createElement("p");
  place.dir = "auto"; // Arabic and Persian run from right to left
  const parts = words.split(/(\*\*[^*]+\*\*|\b(?:112|113)\b|\b0[\d][\d -]{6,12}\d\b|\b[a-z0-9.-]+\.(?:nl|org|com)(?:\/[\w/-]*)?)/i);
  const left = [...(explains || [])];
  const meanings = [];
  for (const part of parts) {
    const bold = /^\*\*(.+)\*\*$/.exec(part);
    const inner = bold ? bold[1] : part;
    let node = withTerms(inner, left, meanings);
    if (/^(112|113|0[\d][\d -]{6,12}\d)$/.test(inner)) node = link(`tel:${inner.replace(/[ -]/g, "")}`, inner);
    else if (/^[a-z0-9.-]+\.(nl|org|com)(\/[\w/-]*)?$/i.test(inner)) node = link(`https://${inner}`, inner);
    if (bold) { const strong = document.createElement("strong"); strong.append(node); node = strong; }
    place.append(node);
  }
  return [place, ...meanings];
}

// The text with a button for the first of each explained word in it; a word that got its button leaves the list.
function withTerms(line, left, meanings) {
  const piece = document.createDocumentFragment();
  let rest = line;
  for (let next = firstTerm(rest, left); next; next = firstTerm(rest, left)) {
    const { at, explained } = next;
    piece.append(rest.slice(0, at), term(explained, meanings));
    rest = rest.slice(at + explained.word.length);
    left.splice(left.indexOf(explained), 1);
  }
  piece.append(rest);
  return piece;
}

function firstTerm(line, left) {
  const found = left.map((explained) => ({ at: standsAt(line, explained.word), explained })).filter(({ at }) => at >= 0);
  return found.sort((one, other) => one.at - other.at)[0];
}

// Where a word stands by itself, and not within a longer one; -1 where it does not.
function standsAt(line, word) {
  const letter = /[\p{L}\d-]/u;
  for (let at = line.indexOf(word); at >= 0; at = line.indexOf(word, at + 1)) {
    if (!letter.test(line[at - 1] || " ") && !letter.test(line[at + word.length] || " ")) return at;
  }
  return -1;
}

// A button in the running text that shows and hides one line under the message; Escape hides it again.
function term({ word, text: means }, meanings) {
  const meaning = document.createElement("p");
  meaning.className = "meaning";
  meaning.id = `meaning-${(explainedSoFar += 1)}`;
  const named = document.createElement("strong");
  named.textContent = `${word}: `;
  meaning.append(named, means);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "term";
  button.textContent = word;
  button.setAttribute("aria-controls", meaning.id);
  const open = (yes) => { meaning.hidden = !yes; button.setAttribute("aria-expanded", String(yes)); };
  open(false);
  button.addEventListener("click", () => open(meaning.hidden));
  button.addEventListener("keydown", (event) => { if (event.key === "Escape") open(false); });
  meanings.push(meaning);
  return button;
}

function link(address, title) {
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.textContent = title;
  if (address.startsWith("https:")) { anchor.target = "_blank"; anchor.rel = "noopener noreferrer"; }
  return anchor;
}

function choices(buttons) {
  const group = document.createElement("div");
  group.className = "choices";
  for (const { title, payload } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = title;
    button.dir = "auto";
    button.addEventListener("click", () => send({ payload }, title));
    group.append(button);
  }
  return group;
}

// Not crypto.randomUUID: browsers have it on secure pages only, and a test set-up may be without https.
function fresh() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(message, title, id = fresh()) {
  if (busy) return;
  busy = true;
  const pending = item({ from: "person", text: title, seq: 0 });
  pending.classList.add("pending");
  talk.append(pending);
  say(words().busy);
  try {
    const said = await call("POST", `/api/conversations/${own.id}/messages`, { ...message, message_id: id });
    say("");
    if (said.messages.some(({ custom }) => custom && custom.erase)) return startOver();
    await look();
  } catch (error) {
    pending.remove();
    retry(error, message, title, id);
  } finally {
    busy = false;
    text.focus();
  }
}

function retry(error, message, title, id) {
  say(error.status ? error.message : words().failed);
  if (error.status && error.status < 500 && error.status !== 429) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words().again;
  button.addEventListener("click", () => send(message, title, id));
  status.append(button);
}

function say(message) { status.textContent = message; }

async function look() {
  if (own) show((await call("GET", `/api/conversations/${own.id}/messages?after=${seen}`)).messages);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = text.value.trim();
  if (!typed || busy) return;
  text.value = "";
  grow();
  send({ text: typed }, typed);
});
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
});
text.addEventListener("input", grow);
function grow() { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 4}px`; }

document.getElementById("erase").addEventListener("click", async () => {
  if (!own || !window.confirm(words().sure)) return;
  await call("DELETE", `/api/conversations/${own.id}`);
  await startOver();
});
async function startOver() { forget(); await begin(); say(words().erased); }
document.getElementById("leave").addEventListener("click", (event) => {
  event.preventDefault();
  forget();
  window.location.replace(event.currentTarget.href);
});
function forget() { sessionStorage.removeItem(KEY); own = null; seen = 0; talk.replaceChildren(); }

setInterval(() => { if (!busy && !document.hidden) look().catch(() => {}); }, EVERY);
// A need that was chosen in the guide (/?need=debt) is a button that was pressed there; a reload does not press it again.
async function choose() {
  const need = new URLSearchParams(window.location.search).get("need");
  if (!need || !own) return;
  window.history.replaceState(null, "", window.location.pathname);
  await send({ need }, "…");
}

begin().then(choose).catch((error) => say(error.message)).finally(() => text.focus());
