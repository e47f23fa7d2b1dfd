// Built by src/console/build from sources with the digest 64bf97808bd2dfac2aa59e170313fdc1905c1d8c2a2da02a67a48f7e6d337b89.
"use strict";
(() => {
  // display/events/payload.ts
  function bytesOf(data) {
    if (data.base64 === void 0) return new TextEncoder().encode(data.text ?? "");
    const characters = atob(data.base64);
    return Uint8Array.from(characters, (character) => character.charCodeAt(0));
  }
  function isWhole(event) {
    return event.wire.data?.shown === void 0;
  }
  function labelOf(data) {
    if (!data) return null;
    if (data.format === "broken") return { word: "broken", rest: " JSON", isBad: true };
    if (data.base64 !== void 0) return { word: "binary", rest: "", isBad: false };
    return null;
  }
  function toJson(event) {
    const { attributes, data } = event.wire;
    const members = JSON.stringify(attributes).slice(0, -1);
    if (!data || !isWhole(event)) return `${members}}`;
    if (data.format === "json") return `${members},"data":${data.text}}`;
    if (data.format === "text") return `${members},"data":${JSON.stringify(data.text)}}`;
    const base64 = data.base64 ?? toBase64(bytesOf(data));
    return attributes["specversion"] === "0.3" ? `${members},"datacontentencoding":"base64","data":"${base64}"}` : `${members},"data_base64":"${base64}"}`;
  }
  function toJsonLines(events) {
    return events.map((event) => `${toJson(event).replace(/[\r\n]/g, " ")}
`);
  }
  function toBase64(bytes) {
    let characters = "";
    for (let i = 0; i < bytes.length; i += 8192) characters += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(characters);
  }

  // display/events/curl.ts
  var longestArgument = 32 << 10;
  function curlOf(event, address) {
    if (!isWhole(event)) return null;
    const { attributes, data } = event.wire;
    const lines = [`curl ${quote(address)}`];
    for (const [name, value] of Object.entries(attributes)) {
      if (name !== "datacontenttype") lines.push(header(`ce-${name}`, encode(String(value))));
    }
    if (!data) return [...lines, "-X POST"].join(" \\\n  ");
    const type = attributes["datacontenttype"];
    lines.push(type === void 0 ? "-H content-type:" : header("content-type", String(type)));
    if (data.text !== void 0 && data.text.length <= longestArgument && !data.text.includes("\0")) {
      return [...lines, `--data-raw ${quote(data.text)}`].join(" \\\n  ");
    }
    const base64 = (data.base64 ?? toBase64(bytesOf(data))).replace(/.{1,76}/g, "$&\n");
    return `base64 -d <<'END' | ${[...lines, "--data-binary @-"].join(" \\\n  ")}
${base64}END`;
  }
  function header(name, value) {
    return `-H ${quote(value === "" ? `${name};` : `${name}: ${value}`)}`;
  }
  function encode(value) {
    return value.replace(/[^\x21\x23\x24\x26-\x7e]/gu, (character) => {
      let escaped = "";
      for (const byte of new TextEncoder().encode(character)) escaped += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      return escaped;
    });
  }
  function quote(text) {
    return /^[\w:/.,@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  }

  // display/parts/dom.ts
  function el(name, className = "", ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }
  function byId(id) {
    return document.getElementById(id);
  }
  function button(text, className, press, title = "") {
    const made2 = el("button", className, text);
    made2.type = "button";
    if (title) made2.title = title;
    made2.addEventListener("click", press);
    return made2;
  }
  function setText(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }
  function square(hue2) {
    const made2 = el("span", "sq");
    made2.style.setProperty("--hue", String(hue2));
    return made2;
  }

  // display/parts/format.ts
  var pad = (value, length = 2) => String(value).padStart(length, "0");
  function clockTime(date) {
    return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.${pad(date.getMilliseconds(), 3)}`;
  }
  function size(bytes) {
    if (bytes < 1e3) return `${bytes} B`;
    let value = bytes, unit = "B";
    for (const next of ["KB", "MB", "GB"]) {
      if (value < 999.5) break;
      value /= 1024;
      unit = next;
    }
    return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`;
  }
  function count(value) {
    return value.toLocaleString("en-US");
  }
  function counted(value, noun) {
    return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
  }
  function duration(milliseconds) {
    if (milliseconds < 1e3) return `${Math.round(milliseconds)} ms`;
    const seconds = milliseconds / 1e3;
    if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${Math.floor(seconds % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  }
  function hue(name) {
    let hash = 2166136261;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
    hash = Math.imul(hash ^ hash >>> 16, 2246822507);
    hash = Math.imul(hash ^ hash >>> 13, 3266489909);
    return ((hash ^ hash >>> 16) >>> 0) % 360;
  }

  // display/events/held-event.ts
  var made = 0;
  var HeldEvent = class {
    constructor(wire) {
      this.wire = wire;
      this.received = new Date(wire.received);
      const text = (name) => String(wire.attributes[name] ?? "");
      [this.type, this.source, this.id, this.subject] = [text("type"), text("source"), text("id"), text("subject")];
      let size2 = 1e3 + (wire.data?.text ?? wire.data?.base64 ?? "").length + (wire.request.body?.length ?? 0);
      for (const [name, value] of wire.request.headers) size2 += name.length + value.length + 64;
      this.size = size2;
    }
    wire;
    /** Number on this page; unlike the display's it goes on when the display is restarted. */
    sequence = ++made;
    received;
    type;
    source;
    id;
    subject;
    /** Approximate memory in bytes. */
    size;
    parent = null;
    children = [];
    /** Whether it contains the text of the filter. */
    matches = true;
    /** What CloudEvents identifies an event by. */
    get identity() {
      return `${this.source}
${this.id}`;
    }
    /** The first event of its thread. */
    get root() {
      let root = this;
      while (root.parent) root = root.parent;
      return root;
    }
    /** Whether it contains what a pattern finds. */
    contains(pattern) {
      for (const name in this.wire.attributes) {
        if (pattern.test(String(this.wire.attributes[name]))) return true;
      }
      return this.wire.data?.text !== void 0 && pattern.test(this.wire.data.text);
    }
  };
  function* thread(root) {
    const open = [[root, 0]];
    for (let next = open.pop(); next; next = open.pop()) {
      yield next;
      const [event, depth] = next;
      for (let i = event.children.length - 1; i >= 0; i--) open.push([event.children[i], depth + 1]);
    }
  }

  // display/parts/virtual-rows.ts
  var margin = 6;
  var VirtualRows = class {
    constructor(viewport) {
      this.viewport = viewport;
      viewport.append(this.spacer);
      viewport.addEventListener("scroll", () => this.later(), { passive: true });
      new ResizeObserver(() => this.later()).observe(viewport);
    }
    viewport;
    spacer = document.createElement("div");
    elements = /* @__PURE__ */ new Map();
    source = null;
    isDue = false;
    /** Shows other rows. */
    show(source) {
      this.source = source;
      this.update();
    }
    /** Draws in the next frame. */
    later() {
      if (this.isDue) return;
      this.isDue = true;
      requestAnimationFrame(() => this.update());
    }
    update() {
      this.isDue = false;
      const source = this.source;
      if (!source) return;
      const total = `${source.count * source.height}px`;
      if (this.spacer.style.height !== total) this.spacer.style.height = total;
      const top = this.viewport.scrollTop;
      const first = Math.max(0, Math.floor(top / source.height) - margin);
      const last = Math.min(source.count, Math.ceil((top + this.viewport.clientHeight) / source.height) + margin);
      const gone = new Set(this.elements.keys());
      for (let i = first; i < last; i++) gone.delete(source.key(i));
      for (const key of gone) {
        this.elements.get(key).remove();
        this.elements.delete(key);
      }
      for (let i = first; i < last; i++) {
        const key = source.key(i), before = this.elements.get(key) ?? null, element = source.draw(i, before);
        if (element !== before) {
          before?.remove();
          this.elements.set(key, element);
          this.viewport.append(element);
        }
        const place = `translateY(${i * source.height}px)`;
        if (element.style.transform !== place) element.style.transform = place;
      }
    }
    /** Scrolls as little as needed to show a row. */
    reveal(index) {
      const source = this.source;
      if (!source) return;
      const top = index * source.height, { scrollTop, clientHeight } = this.viewport;
      if (top < scrollTop) this.viewport.scrollTop = top;
      else if (top + source.height > scrollTop + clientHeight) this.viewport.scrollTop = top + source.height - clientHeight;
      this.update();
    }
  };

  // display/detail/code-view.ts
  var mostMatches = 1e4;
  var CodeView = class {
    constructor(lines, name) {
      this.lines = lines;
      this.element.tabIndex = 0;
      this.element.setAttribute("role", "group");
      this.element.setAttribute("aria-label", name);
      const digits = Math.max(3, lines.gutter(Math.max(0, lines.count - 1)).length);
      this.element.style.setProperty("--gutter", `calc(${digits}ch + 32px)`);
      new ResizeObserver(() => this.fit()).observe(this.element);
    }
    lines;
    element = el("div", "code");
    rows = new VirtualRows(this.element);
    folded = /* @__PURE__ */ new Set();
    // A line that is too long has several rows; a row is a line and the character that it starts with.
    rowLines = [];
    rowStarts = [];
    matches = [];
    current = -1;
    version = 0;
    columns = 0;
    /** Whether it has lines to fold. */
    get canFold() {
      for (let i = 0; i < this.lines.count; i++) {
        if (this.lines.foldEnd(i) > i) return true;
      }
      return false;
    }
    get isFolded() {
      return this.folded.size > 0;
    }
    /** Folds everything below the first level, or unfolds everything. */
    foldAll(fold) {
      this.folded.clear();
      for (let i = 1; fold && i < this.lines.count; i++) {
        if (this.lines.foldEnd(i) <= i) continue;
        this.folded.add(i);
        i = this.lines.foldEnd(i);
      }
      this.arrange();
    }
    /** Finds a text; returns the number of matches. */
    find(text) {
      this.matches = [];
      this.current = -1;
      const wanted = text.toLowerCase();
      for (let line = 0; wanted !== "" && line < this.lines.count && this.matches.length < mostMatches; line++) {
        const content = this.lines.text(line).toLowerCase();
        for (let at = content.indexOf(wanted); at >= 0; at = content.indexOf(wanted, at + wanted.length)) {
          this.matches.push({ line, start: at, end: at + wanted.length });
        }
      }
      this.redraw();
      return this.matches.length;
    }
    /** Goes to the next match or the one before; returns its number from 1. */
    step(by) {
      const count3 = this.matches.length;
      if (count3 === 0) return 0;
      this.current = (this.current + by + count3) % count3;
      const { line, start } = this.matches[this.current];
      for (const fold of [...this.folded]) {
        if (fold < line && this.lines.foldEnd(fold) >= line) this.folded.delete(fold);
      }
      this.arrange();
      let row = this.rowOf(line);
      while (this.rowLines[row + 1] === line && this.rowStarts[row + 1] <= start) row++;
      this.rows.reveal(row);
      return this.current + 1;
    }
    fit() {
      if (!this.element.isConnected) return;
      const probe = el("span", "line", "0".repeat(100));
      this.element.append(probe);
      const style = getComputedStyle(probe);
      const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      probe.style.minWidth = "0";
      const width = (probe.getBoundingClientRect().width - padding) / 100;
      probe.remove();
      const columns = Math.max(20, Math.floor((this.element.clientWidth - padding) / width));
      if (columns === this.columns) return;
      this.columns = columns;
      this.arrange();
    }
    arrange() {
      if (this.columns === 0) return;
      this.rowLines = [];
      this.rowStarts = [];
      for (let line = 0; line < this.lines.count; line++) {
        const starts = this.lines.bound(line) * 2 <= this.columns ? [0] : breaks(this.lines.text(line), this.columns);
        for (const start of starts) {
          this.rowLines.push(line);
          this.rowStarts.push(start);
        }
        if (this.folded.has(line)) line = this.lines.foldEnd(line) - 1;
      }
      this.redraw();
    }
    redraw() {
      this.version++;
      const version = this.version, height = parseFloat(getComputedStyle(this.element).lineHeight) || 20;
      this.rows.show({
        count: this.rowLines.length,
        height,
        key: (row) => row,
        draw: (row, element) => {
          if (element?.dataset["version"] === String(version)) return element;
          const drawn = this.drawRow(row);
          drawn.dataset["version"] = String(version);
          return drawn;
        }
      });
    }
    drawRow(row) {
      const line = this.rowLines[row], start = this.rowStarts[row];
      const isLast = this.rowLines[row + 1] !== line;
      const drawn = el("div", "line");
      if (start === 0) {
        drawn.append(el("span", "gutter", this.lines.gutter(line)));
        const end = this.lines.foldEnd(line);
        if (end > line) {
          const isFolded = this.folded.has(line);
          const fold = button(isFolded ? "▸" : "▾", "fold", () => this.toggle(line));
          fold.setAttribute("aria-label", `${isFolded ? "Unfold" : "Fold"} line ${this.lines.gutter(line)}`);
          fold.setAttribute("aria-expanded", String(!isFolded));
          drawn.append(fold);
        }
      }
      drawn.append(...this.paint(line, start, isLast ? Infinity : this.rowStarts[row + 1]));
      if (isLast && this.folded.has(line)) drawn.append(el("span", "folded", ` ${counted(this.lines.foldEnd(line) - line - 1, "line")} `));
      return drawn;
    }
    paint(line, from, to) {
      const nodes = [];
      const marks = this.matches.filter((match) => match.line === line);
      let at = 0;
      for (const span of this.lines.spans(line)) {
        const end = at + span.text.length;
        if (end > from && at < to) this.paintSpan(nodes, span, at, Math.max(at, from), Math.min(end, to), marks);
        at = end;
      }
      return nodes;
    }
    paintSpan(nodes, span, offset, from, to, marks) {
      const plain = (start, end) => {
        const text = span.text.slice(start - offset, end - offset);
        if (text) nodes.push(span.className ? el("span", span.className, text) : document.createTextNode(text));
      };
      let at = from;
      for (const mark of marks) {
        const [start, end] = [Math.max(mark.start, at), Math.min(mark.end, to)];
        if (start >= end) continue;
        plain(at, start);
        nodes.push(el("mark", this.matches[this.current] === mark ? "now" : "", span.text.slice(start - offset, end - offset)));
        at = end;
      }
      plain(at, to);
    }
    toggle(line) {
      if (!this.folded.delete(line)) this.folded.add(line);
      this.arrange();
      this.element.focus();
    }
    rowOf(line) {
      let [low, high] = [0, this.rowLines.length];
      while (low < high) {
        const middle = low + high >> 1;
        if (this.rowLines[middle] < line) low = middle + 1;
        else high = middle;
      }
      return low;
    }
  };
  function breaks(text, columns) {
    const starts = [0];
    let column = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const width = code === 9 ? 4 : code >= 4352 && !(code >= 56320 && code < 57344) ? 2 : code >= 56320 && code < 57344 ? 0 : 1;
      if (column + width > columns) {
        starts.push(i);
        column = 0;
      }
      column += width;
    }
    return starts;
  }

  // display/detail/json.ts
  var number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  var escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  var word = /true|false|null/y;
  function tokenize(source) {
    const tokens = { kinds: [], starts: [], ends: [] };
    const open = [];
    let expect = "value";
    const add = (kind, start, end) => {
      tokens.kinds.push(kind);
      tokens.starts.push(start);
      tokens.ends.push(end);
    };
    const match = (pattern, at2) => {
      pattern.lastIndex = at2;
      return pattern.test(source) ? pattern.lastIndex : -1;
    };
    let at = source.charCodeAt(0) === 65279 ? 1 : 0;
    for (; at < source.length; ) {
      const character = source[at];
      if (character === " " || character === "\n" || character === "\r" || character === "	") {
        at++;
        continue;
      }
      if (expect === "key" || expect === "firstKey") {
        if (character === '"') {
          const end = endOfText(source, at);
          if (end < 0) return null;
          add(1 /* Key */, at, end);
          at = end;
          expect = "colon";
          continue;
        }
        if (character !== "}" || expect === "key") return null;
      } else if (expect === "colon") {
        if (character !== ":") return null;
        add(0 /* Punctuation */, at, ++at);
        expect = "value";
        continue;
      } else if (expect !== "next" && character !== "]") {
        if (character === "{" || character === "[") {
          open.push(character === "{");
          add(0 /* Punctuation */, at, ++at);
          expect = character === "{" ? "firstKey" : "first";
          continue;
        }
        const kind = character === '"' ? 2 /* Text */ : character === "-" || character >= "0" && character <= "9" ? 3 /* Number */ : 4 /* Word */;
        const end = kind === 2 /* Text */ ? endOfText(source, at) : match(kind === 3 /* Number */ ? number : word, at);
        if (end < 0) return null;
        add(kind, at, end);
        at = end;
        expect = "next";
        if (open.length === 0) break;
        continue;
      }
      if (character === "," && expect === "next" && open.length > 0) {
        add(0 /* Punctuation */, at, ++at);
        expect = open[open.length - 1] ? "key" : "value";
        continue;
      }
      if (character !== (open[open.length - 1] ? "}" : "]") || open.length === 0 || expect === "value") return null;
      open.pop();
      add(0 /* Punctuation */, at, ++at);
      expect = "next";
      if (open.length === 0) break;
    }
    return expect === "next" && open.length === 0 && source.slice(at).trim() === "" ? tokens : null;
  }
  function endOfText(source, start) {
    for (let at = start + 1; at < source.length; ) {
      const code = source.charCodeAt(at);
      if (code === 34) return at + 1;
      if (code < 32) return -1;
      if (code !== 92) {
        at++;
        continue;
      }
      escape.lastIndex = at;
      if (!escape.test(source)) return -1;
      at = escape.lastIndex;
    }
    return -1;
  }

  // display/detail/lines.ts
  var classes = { [0 /* Punctuation */]: "", [1 /* Key */]: "k", [2 /* Text */]: "s", [3 /* Number */]: "n", [4 /* Word */]: "w" };
  function plainLines(source, tokens) {
    const starts = [0];
    for (let i = source.indexOf("\n"); i >= 0; i = source.indexOf("\n", i + 1)) starts.push(i + 1);
    const end = (line) => line + 1 < starts.length ? starts[line + 1] - 1 : source.length;
    return {
      count: starts.length,
      bound: (line) => end(line) - starts[line],
      text: (line) => source.slice(starts[line], end(line)),
      gutter: (line) => String(line + 1),
      foldEnd: (line) => line,
      spans: (line) => {
        const [from, to] = [starts[line], end(line)];
        if (!tokens) return [{ text: source.slice(from, to), className: "" }];
        const spans = [];
        let at = from;
        for (let i = firstEndingAfter(tokens, from); i < tokens.ends.length && tokens.starts[i] < to; i++) {
          const start = tokens.starts[i], stop = Math.min(tokens.ends[i], to);
          if (start > at) spans.push({ text: source.slice(at, start), className: "" });
          spans.push({ text: source.slice(Math.max(start, at), stop), className: classes[tokens.kinds[i]] });
          at = stop;
        }
        if (at < to) spans.push({ text: source.slice(at, to), className: "" });
        return spans;
      }
    };
  }
  function formattedLines(source, tokens) {
    const firsts = [], depths = [], ends = [], open = [];
    const size2 = tokens.kinds.length;
    const at = (token) => source[tokens.starts[token]];
    const isPunctuation = (token) => token < size2 && tokens.kinds[token] === 0 /* Punctuation */;
    let depth = 0;
    const begin = (token) => {
      firsts.push(token);
      depths.push(depth);
      ends.push(firsts.length - 1);
    };
    let isFresh = true;
    for (let i = 0; i < size2; i++) {
      const character = isPunctuation(i) ? at(i) : "";
      const closes = character === "}" || character === "]";
      if (closes && !(isPunctuation(i - 1) && (at(i - 1) === "{" || at(i - 1) === "["))) {
        depth--;
        begin(i);
        ends[open.pop()] = firsts.length - 1;
        isFresh = false;
        continue;
      }
      if (isFresh) begin(i);
      isFresh = character === ",";
      if ((character === "{" || character === "[") && !(isPunctuation(i + 1) && (at(i + 1) === "}" || at(i + 1) === "]"))) {
        open.push(firsts.length - 1);
        depth++;
        isFresh = true;
      }
    }
    const stop = (line) => line + 1 < firsts.length ? firsts[line + 1] : size2;
    const spans = (line) => {
      const made2 = depths[line] ? [{ text: "  ".repeat(depths[line]), className: "" }] : [];
      for (let i = firsts[line]; i < stop(line); i++) {
        const text = source.slice(tokens.starts[i], tokens.ends[i]);
        made2.push({ text: text === ":" && tokens.kinds[i] === 0 /* Punctuation */ ? ": " : text, className: classes[tokens.kinds[i]] });
      }
      return made2;
    };
    return {
      count: firsts.length,
      // A colon gets a blank; the space of the source is counted as well.
      bound: (line) => depths[line] * 2 + tokens.ends[stop(line) - 1] - tokens.starts[firsts[line]] + stop(line) - firsts[line],
      text: (line) => spans(line).map((span) => span.text).join(""),
      spans,
      gutter: (line) => String(line + 1),
      foldEnd: (line) => ends[line]
    };
  }
  function hexLines(bytes, width) {
    const parts = (line) => {
      let digits = "", text = "";
      for (let i = line * width; i < (line + 1) * width; i++) {
        if (i > line * width) digits += i % 8 === 0 ? "  " : " ";
        const byte = bytes[i];
        digits += byte === void 0 ? "  " : byte.toString(16).padStart(2, "0");
        text += byte === void 0 ? "" : byte > 31 && byte < 127 ? String.fromCharCode(byte) : ".";
      }
      return [`${digits}   `, text];
    };
    return {
      count: Math.ceil(bytes.length / width),
      bound: () => width * 5,
      text: (line) => parts(line).join(""),
      spans: (line) => {
        const [digits, text] = parts(line);
        return [{ text: digits, className: "h" }, { text, className: "" }];
      },
      gutter: (line) => (line * width).toString(16).padStart(6, "0"),
      foldEnd: (line) => line
    };
  }
  function firstEndingAfter(tokens, place) {
    let [low, high] = [0, tokens.ends.length];
    while (low < high) {
      const middle = low + high >> 1;
      if (tokens.ends[middle] > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  // display/detail/payload-view.ts
  var widthOf16 = 700;
  var preferred = "Formatted";
  function payloadView(data, contentType) {
    const source = data.text;
    const tokens = source !== void 0 && data.format !== "broken" && looksLikeJson(data, source) ? tokenize(source) : null;
    const modes = source === void 0 ? ["Hex"] : tokens ? ["Formatted", "As it came", "Hex"] : ["As it came", "Hex"];
    const tools = el("div", "tools"), segments = el("span", "segments");
    const find = el("input"), found = el("output");
    const fold = button("Fold", "btn small", () => {
      view.foldAll(!view.isFolded);
      refold();
    });
    let view;
    const refold = () => {
      fold.hidden = !view.canFold;
      fold.textContent = view.isFolded ? "Unfold" : "Fold";
    };
    const search = (by) => {
      const matches = view.find(find.value), at = matches > 0 ? view.step(by) : 0;
      found.textContent = find.value === "" ? "" : matches === 0 ? "none" : `${at} of ${count(matches)}`;
    };
    const show = (mode) => {
      for (const each of segments.children) each.setAttribute("aria-pressed", String(each.textContent === mode));
      const lines = mode === "Hex" ? hexLines(bytesOf(data), byId("detail").clientWidth < widthOf16 ? 8 : 16) : mode === "Formatted" ? formattedLines(source, tokens) : plainLines(source, tokens);
      const next = new CodeView(lines, "Payload");
      view?.element.replaceWith(next.element);
      view = next;
      refold();
      if (find.value) search(1);
    };
    for (const mode of modes) {
      segments.append(button(mode, "btn small", () => {
        preferred = mode;
        show(mode);
      }));
    }
    find.type = "search";
    find.placeholder = "Find in payload";
    find.setAttribute("aria-label", "Find in payload");
    find.addEventListener("input", () => search(1));
    find.addEventListener("keydown", (key) => {
      if (key.key !== "Enter" || find.value === "") return;
      const matches = /of (.+)$/.exec(found.textContent ?? "");
      if (matches) found.textContent = `${view.step(key.shiftKey ? -1 : 1)} of ${matches[1]}`;
    });
    tools.append(segments, fold, el("span", "find", find, found));
    show(modes.includes(preferred) ? preferred : modes[0]);
    return [...notes(data, contentType), tools, view.element];
  }
  function looksLikeJson(data, source) {
    return data.format === "json" || /^\s*[{[]/.test(source);
  }
  function notes(data, contentType) {
    const notes2 = [];
    if (data.format === "broken") {
      const problem = `Broken JSON: it is declared as ${contentType}, but there is ${data.problem}.`;
      notes2.push(el("p", "note bad", `${problem} It is shown as it came.`));
    } else if (data.base64 !== void 0) {
      notes2.push(el("p", "note", `${size(data.bytes)} of binary data${contentType ? ` (${contentType})` : ""}`));
    } else if (data.bytes === 0) {
      notes2.push(el("p", "note", "The payload is empty."));
    }
    if (data.shown !== void 0) {
      notes2.push(el("p", "note", `The first ${size(data.shown)} of ${size(data.bytes)}: the display keeps payloads of up to 1 MB whole.`));
    }
    return notes2;
  }

  // display/events/permalink.ts
  function hashOf(event) {
    return `#/${encodeURIComponent(event.source)}/${encodeURIComponent(event.id)}`;
  }
  function parseHash(hash) {
    const parts = /^#\/([^/]+)\/([^/]+)$/.exec(hash);
    if (!parts) return null;
    try {
      return { source: decodeURIComponent(parts[1]), id: decodeURIComponent(parts[2]) };
    } catch {
      return null;
    }
  }

  // display/detail/thread-view.ts
  var most = 100;
  function threadView(event, select) {
    const root = event.root;
    if (root.children.length === 0 && !event.wire.cause) return null;
    const story = el("section", "story", el("h3", "", "Thread"));
    if (!event.parent && event.wire.cause) {
      story.append(el("p", "sub", "A reply to an event that this page does not have: it was not sent here, or is no longer held."));
    }
    let steps = 0;
    for (const [one, depth] of thread(root)) {
      if (++steps > most) continue;
      const elapsed = one.received.getTime() - root.received.getTime();
      const step = el(
        "button",
        `step${one.parent ? " reply" : ""}${one === event ? " on" : ""}`,
        el("i"),
        el("span", "", el("b", "", one.type), " ", el("small", "", one.source)),
        el("small", "mono", one === root ? "0 ms" : `${elapsed < 0 ? "-" : "+"}${duration(Math.abs(elapsed))}`)
      );
      step.type = "button";
      step.style.marginLeft = `${Math.max(0, Math.min(depth - 1, 6)) * 14}px`;
      if (one === event) step.setAttribute("aria-current", "true");
      step.addEventListener("click", () => select(one));
      story.append(step);
    }
    if (steps > most) story.append(el("p", "sub", `and ${counted(steps - most, "event")} more`));
    return story;
  }

  // display/parts/toast.ts
  var timer = 0;
  function toast(text, action) {
    const element = byId("toast");
    const hide = () => {
      element.hidden = true;
    };
    element.replaceChildren(el("span", "", text));
    if (action) element.append(button(action.name, "", () => {
      hide();
      action.run();
    }));
    element.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(hide, action ? 1e4 : 2500);
  }
  async function copy(text, what) {
    toast(await copyText(text) ? `${what} copied` : `${what} could not be copied: the browser did not allow it`);
  }
  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = el("textarea");
      area.value = text;
      area.readOnly = true;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  // display/detail/detail.ts
  var tabs = ["Data", "Attributes", "Raw request", "Send again"];
  var Detail = class {
    constructor(select, close) {
      this.select = select;
      this.close = close;
      this.show(null);
    }
    select;
    close;
    element = byId("detail");
    tab = "Data";
    event = null;
    address = `${location.origin}/`;
    replies = 0;
    /** Shows an event. */
    show(event) {
      this.event = event;
      if (!event) {
        const key = (name) => el("kbd", "", name);
        this.element.replaceChildren(el(
          "p",
          "nothing",
          "Select an event to see it here.",
          el("br"),
          key("j"),
          " ",
          key("k"),
          " move, ",
          key("/"),
          " filters, ",
          key("?"),
          " shows all keys"
        ));
        return;
      }
      this.draw(event);
      this.element.scrollTop = 0;
    }
    /** Shows that an event is not there. */
    showMissing(source, id) {
      this.event = null;
      this.element.replaceChildren(el(
        "p",
        "nothing",
        `The event ${id} from ${source} is not held by this page.`,
        el("br"),
        "It is shown here when it comes."
      ));
    }
    /** Draws the thread again if a reply came, and nothing else: the reader may be in the middle of a payload. */
    refresh() {
      if (!this.event || count2(this.event.root) === this.replies) return;
      this.replies = count2(this.event.root);
      const story = threadView(this.event, this.select), before = this.element.querySelector(".story");
      this.element.querySelector(".sub")?.replaceWith(this.origin(this.event));
      if (this.tab !== "Data" || !story) return;
      if (before) before.replaceWith(story);
      else this.element.querySelector(".panel").append(story);
    }
    /** Goes to a tab by its number from 0. */
    open(index) {
      const tab = tabs[index];
      if (!this.event || !tab) return;
      this.tab = tab;
      this.draw(this.event);
    }
    /** Goes to the search in the payload. */
    find() {
      this.open(0);
      this.element.querySelector(".find input")?.focus();
    }
    copyPayload() {
      const data = this.event?.wire.data;
      if (data) void copy(data.text ?? data.base64 ?? "", data.text === void 0 ? "Payload (base64)" : "Payload");
    }
    copyJson() {
      if (this.event) void copy(toJson(this.event), "JSON");
    }
    copyCurl() {
      const command2 = this.event && curlOf(this.event, this.address);
      if (command2) void copy(command2, "Command");
    }
    copyLink() {
      if (this.event) void copy(`${location.origin}${location.pathname}${hashOf(this.event)}`, "Link");
    }
    draw(event) {
      this.replies = count2(event.root);
      const bar = el("div", "tabs");
      bar.setAttribute("role", "tablist");
      for (const [index, tab] of tabs.entries()) {
        const made2 = button(tab, "", () => {
          this.open(index);
          this.element.querySelector("[role=tab][aria-selected=true]")?.focus();
        });
        made2.setAttribute("role", "tab");
        made2.setAttribute("aria-selected", String(tab === this.tab));
        if (tab === "Attributes") made2.append(el("small", "", String(Object.keys(event.wire.attributes).length)));
        bar.append(made2);
      }
      const panel = el("div", this.tab === "Data" ? "panel fits" : "panel");
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-label", this.tab);
      panel.append(...this.content(event));
      this.element.replaceChildren(this.head(event), bar, panel);
    }
    head(event) {
      const acts = el(
        "div",
        "acts",
        button("← Events", "btn back", this.close),
        button("Copy payload", "btn", () => this.copyPayload(), "c"),
        button("Copy JSON", "btn", () => this.copyJson(), "The event in the JSON format of CloudEvents"),
        button("Link", "btn", () => this.copyLink(), "Copy a link to this event (l)"),
        button("Send again", "btn primary", () => this.open(3), "A curl command that sends it again (u copies it)")
      );
      if (!event.wire.data) acts.children[1].remove();
      return el("div", "head", el("h2", "", square(hue(event.type)), event.type), this.origin(event), acts);
    }
    origin(event) {
      const line = el("div", "sub", "from ", el("b", "", event.source));
      if (event.parent) {
        const parent = event.parent, link2 = el("a", "", parent.type), elapsed = event.received.getTime() - parent.received.getTime();
        link2.href = hashOf(parent);
        link2.addEventListener("click", (press) => {
          press.preventDefault();
          this.select(parent);
        });
        line.append(", a reply to ", link2, ` ${duration(Math.abs(elapsed))} ${elapsed < 0 ? "later" : "earlier"}`);
      } else if (event.wire.cause) {
        line.append(", a reply");
      }
      return line;
    }
    content(event) {
      switch (this.tab) {
        case "Data":
          return this.data(event);
        case "Attributes":
          return [list(Object.entries(event.wire.attributes))];
        case "Raw request":
          return request(event);
        case "Send again":
          return [this.curl(event)];
      }
    }
    data(event) {
      const { attributes, data } = event.wire, type = String(attributes["datacontenttype"] ?? "");
      const pairs = [["id", event.id]];
      if (event.subject) pairs.push(["subject", event.subject]);
      pairs.push(attributes["time"] === void 0 ? ["received", clockTime(event.received)] : ["time", String(attributes["time"])]);
      if (data) pairs.push(["content type", `${type || "not declared"}, ${counted(data.bytes, "byte")}`]);
      const story = threadView(event, this.select);
      return [
        list(pairs),
        ...data ? payloadView(data, type) : [el("p", "note", "The event has no payload.")],
        ...story ? [story] : []
      ];
    }
    curl(event) {
      const input = el("input"), place = el("div");
      const draw = () => {
        const command2 = curlOf(event, this.address);
        place.replaceChildren(command2 === null ? el("p", "sub", "The payload is not held whole, so that the event cannot be sent again from here.") : el("div", "command", el("code", "", command2), button("Copy", "btn small", () => this.copyCurl(), "u")));
      };
      input.value = this.address;
      input.spellcheck = false;
      input.addEventListener("input", () => {
        this.address = input.value;
        draw();
      });
      draw();
      return el("div", "curl", el("label", "", "Address of a broker, a function or this display", input), place);
    }
  };
  function request({ wire: { request: request2, data } }) {
    const text = el("pre", "text", el("span", "w", request2.line), "\n");
    for (const [name, value] of request2.headers) text.append(el("span", "k", name), ": ", value, "\n");
    const body = request2.mode === "structured" ? request2.body : request2.mode === "binary" ? data?.text : void 0;
    const isCut = request2.mode === "structured" && body !== void 0 && new TextEncoder().encode(body).length < request2.bytes;
    if (body !== void 0) text.append("\n", body.length > longestBody ? body.slice(0, longestBody) : body);
    const notes2 = [];
    if (request2.mode === "batch") notes2.push(`One of ${request2.events} events in a batch of ${size(request2.bytes)}.`);
    if (isCut || body !== void 0 && body.length > longestBody) notes2.push(`The beginning of ${size(request2.bytes)}.`);
    if (request2.mode === "binary" && data?.base64 !== void 0) notes2.push(`The body is binary, ${size(request2.bytes)}: see Data.`);
    return [...notes2.map((note) => el("p", "note", note)), text];
  }
  var longestBody = 64 << 10;
  function list(pairs) {
    const list2 = el("dl");
    for (const [name, value] of pairs) list2.append(el("dt", "", name), el("dd", "mono", String(value)));
    return list2;
  }
  function count2(root) {
    let sum = 0;
    for (const _ of thread(root)) sum++;
    return sum;
  }

  // display/events/feed.ts
  var clearedKey = "wasmill-cleared";
  var Feed = class {
    constructor(take, missed, connection) {
      this.take = take;
      this.missed = missed;
      this.connection = connection;
    }
    take;
    missed;
    connection;
    instance = "";
    last = 0;
    start() {
      const source = new EventSource("events");
      source.onopen = () => this.connection("live");
      source.onerror = () => {
        this.connection("lost");
        if (source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 2e3);
      };
      source.onmessage = (message) => this.receive(message);
    }
    /** Lets a reload of the page leave out the events that came so far. */
    forget() {
      sessionStorage.setItem(clearedKey, `${this.instance}-${this.last}`);
    }
    /** Undoes `forget`. */
    recall() {
      sessionStorage.removeItem(clearedKey);
    }
    receive(message) {
      const [instance = "", digits] = message.lastEventId.split("-");
      const number2 = Number(digits);
      if (instance !== this.instance) {
        const [cleared, until] = (sessionStorage.getItem(clearedKey) ?? "").split("-");
        this.instance = instance;
        this.last = cleared === instance ? Number(until) : number2 - 1;
      }
      if (number2 <= this.last) return;
      if (number2 > this.last + 1) this.missed(number2 - this.last - 1);
      this.last = number2;
      this.take(new HeldEvent(JSON.parse(message.data)));
    }
  };

  // display/events/filter.ts
  var slice = 8;
  var Filter = class {
    text = "";
    type = null;
    pattern = null;
    run = 0;
    get isOn() {
      return this.pattern !== null || this.type !== null;
    }
    /** Whether an event is shown. */
    shows(event) {
      return event.matches && (this.type === null || event.type === this.type);
    }
    /** Looks at an event that is new. */
    judge(event) {
      event.matches = this.pattern === null || event.contains(this.pattern);
    }
    /** Looks for another text in all events, slice by slice, the newest first. */
    async search(text, held, changed) {
      this.text = text.trim();
      this.pattern = this.text === "" ? null : new RegExp(this.text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "i");
      const run = ++this.run, events = held.slice();
      let until = performance.now() + slice;
      for (let i = events.length - 1; i >= 0; i--) {
        this.judge(events[i]);
        if (performance.now() < until) continue;
        changed();
        await new Promise((resolve) => setTimeout(resolve));
        if (run !== this.run) return;
        until = performance.now() + slice;
      }
      changed();
    }
  };

  // display/events/store.ts
  var mostEvents = 1e4;
  var mostBytes = 64 << 20;
  var Shelf = class {
    events = [];
    bytes = 0;
    add(event) {
      this.events.push(event);
      this.bytes += event.size;
    }
    /** Removes the oldest beyond the bounds, and returns them. */
    trim() {
      let count3 = 0;
      const left = () => this.events.length - count3;
      while (left() > mostEvents || this.bytes > mostBytes && left() > 1) this.bytes -= this.events[count3++].size;
      return count3 === 0 ? [] : this.events.splice(0, count3);
    }
  };
  var Store = class {
    shelf = new Shelf();
    queue = new Shelf();
    places = /* @__PURE__ */ new Map();
    ids = /* @__PURE__ */ new Map();
    identities = /* @__PURE__ */ new Map();
    orphans = /* @__PURE__ */ new Map();
    /** All events since the page was opened. */
    received = 0;
    /** Events that came too fast for the display to send them. */
    missed = 0;
    /** New events that went by while the page was frozen for long. */
    passed = 0;
    frozen = false;
    get held() {
      return this.shelf.events;
    }
    get waiting() {
      return this.queue.events.length + this.passed;
    }
    add(event) {
      this.received++;
      if (this.frozen) {
        this.queue.add(event);
        if (this.queue.events.length > mostEvents + 1e3 || this.queue.bytes > mostBytes) this.passed += this.queue.trim().length;
        return;
      }
      this.insert(event);
    }
    /** Takes in the events that wait. */
    release() {
      this.passed = 0;
      const waiting = this.queue.events;
      this.queue = new Shelf();
      for (const event of waiting) this.insert(event);
    }
    /** Removes what is beyond the bounds. */
    trim() {
      for (const event of this.shelf.trim()) {
        if (event.wire.event && this.places.get(event.wire.event) === event) this.places.delete(event.wire.event);
        if (this.ids.get(event.id) === event) this.ids.delete(event.id);
        if (this.identities.get(event.identity) === event) this.identities.delete(event.identity);
        for (const child of event.children) child.parent = null;
        if (event.parent) event.parent.children.splice(event.parent.children.indexOf(event), 1);
        const waiting = event.wire.cause && this.orphans.get(event.wire.cause);
        if (waiting && waiting.length === 1) this.orphans.delete(event.wire.cause);
        else if (waiting) waiting.splice(waiting.indexOf(event), 1);
      }
    }
    /** Finds an event by its identity. */
    find(source, id) {
      return this.identities.get(`${source}
${id}`);
    }
    /** Removes all events; the result brings them back. */
    clear() {
      const removed = [...this.shelf.events, ...this.queue.events];
      this.shelf = new Shelf();
      this.queue = new Shelf();
      this.passed = 0;
      for (const map of [this.places, this.ids, this.identities, this.orphans]) map.clear();
      for (const event of removed) {
        event.parent = null;
        event.children.length = 0;
      }
      return () => {
        const newer = [...this.shelf.events, ...this.queue.events];
        this.clear();
        for (const event of [...removed, ...newer]) this.insert(event);
        this.trim();
      };
    }
    insert(event) {
      this.shelf.add(event);
      const { event: place, cause, attributes } = event.wire;
      if (cause) {
        const parent = this.places.get(cause);
        if (parent) link(parent, event);
        else this.orphans.set(cause, [...this.orphans.get(cause) ?? [], event]);
      } else if (typeof attributes["causationid"] === "string") {
        const parent = this.ids.get(attributes["causationid"]);
        if (parent) link(parent, event);
      }
      this.ids.set(event.id, event);
      this.identities.set(event.identity, event);
      if (!place) return;
      this.places.set(place, event);
      for (const orphan of this.orphans.get(place) ?? []) link(event, orphan);
      this.orphans.delete(place);
    }
  };
  function link(parent, child) {
    for (let above = parent; above; above = above.parent) {
      if (above === child) return;
    }
    child.parent = parent;
    parent.children.push(child);
  }

  // display/help.ts
  var keys = [
    ["/", "filter"],
    ["j k", "next, previous event"],
    ["g G", "first, last event"],
    ["Enter", "open the event"],
    ["Esc", "back; clear the filter"],
    ["1 2 3 4", "data, attributes, raw request, send again"],
    ["f", "find in the payload"],
    ["p", "pause, resume"],
    ["n", "show the new events"],
    ["c", "copy the payload"],
    ["u", "copy a curl command"],
    ["l", "copy a link to the event"],
    ["d", "download what is shown as JSON lines"],
    ["x", "clear"]
  ];
  function toggleHelp() {
    const dialog = byId("help");
    if (dialog.open) {
      dialog.close();
      return;
    }
    const list2 = el("dl");
    for (const [names, what] of keys) {
      const term = el("dt");
      for (const name of names.split(" ")) term.append(el("kbd", "", name), " ");
      list2.append(term, el("dd", "", what));
    }
    const close = el("div", "acts", button("Close", "btn", () => dialog.close()));
    dialog.replaceChildren(el("h2", "", "Keys"), list2, close);
    dialog.showModal();
  }

  // display/list/empty.ts
  var Empty = class {
    constructor(clearFilter) {
      this.clearFilter = clearFilter;
    }
    clearFilter;
    element = byId("empty");
    shown = "";
    hide() {
      this.element.hidden = true;
      this.shown = "";
    }
    /** Says how to send an event. */
    showWaiting() {
      if (!this.isNew("waiting")) return;
      const address = `${location.origin}/`;
      this.element.replaceChildren(el(
        "div",
        "",
        el("h2", "", "Waiting for events"),
        el("p", "", "Send one:"),
        command([
          `curl ${address} \\`,
          "  -H 'ce-specversion: 1.0' -H 'ce-id: 1' -H 'ce-source: me' \\",
          "  -H 'ce-type: hello' -H 'content-type: application/json' \\",
          `  -d '{"hello": "world"}'`
        ].join("\n")),
        el("p", "", "Or have a broker deliver its events here:"),
        command(`wasmill create target cloudevents --name display \\
  --endpoint ${address}
wasmill create trigger --target display`)
      ));
    }
    /** Says that the filter hides everything. */
    showNoMatch(text, type, hidden) {
      if (!this.isNew(`${text}
${type}
${hidden}`)) return;
      const what = type === null ? "No event" : `No ${type}`;
      this.element.replaceChildren(el(
        "div",
        "",
        el("h2", "", text === "" ? `${what} is here` : `${what} contains “${text}”`),
        el("p", "", `The filter hides ${counted(hidden, "event")}. It looks at attributes and payloads; case does not matter.`),
        el("div", "", button("Show all", "btn", this.clearFilter))
      ));
    }
    isNew(shown) {
      this.element.hidden = false;
      if (this.shown === shown) return false;
      this.shown = shown;
      return true;
    }
  };
  function command(text) {
    return el("div", "command", el("code", "", text), button("Copy", "btn small", () => void copy(text, "Command")));
  }

  // display/list/event-list.ts
  var deepest = 6;
  var mostFading = 12;
  var EventList = class {
    element = byId("list");
    rows = new VirtualRows(this.element);
    items = [];
    selected = null;
    root = null;
    newest = 0;
    constructor(select) {
      this.element.addEventListener("pointerdown", (press) => {
        const event = this.at(press.target);
        if (event && press.button === 0 && press.pointerType === "mouse") select(event);
      });
      this.element.addEventListener("click", (press) => {
        const event = this.at(press.target);
        if (event && press.pointerType !== "mouse") select(event);
      });
    }
    get count() {
      return this.items.length;
    }
    /** Shows these events. */
    show(items, selected) {
      this.items = items;
      this.selected = selected;
      this.root = selected?.root ?? null;
      if (this.root?.children.length === 0) this.root = null;
      const before = this.newest;
      let fresh = 0;
      for (const row of items) {
        if (row.event.sequence > before) fresh++;
        if (row.event.sequence > this.newest) this.newest = row.event.sequence;
      }
      const fades = fresh <= mostFading && before > 0;
      const height = parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--row"));
      this.rows.show({
        count: items.length,
        height,
        key: (index) => items[index].event,
        draw: (index, element) => this.draw(items[index], element, fades && items[index].event.sequence > before)
      });
      const current = selected && this.rows.viewport.querySelector('[aria-selected="true"]');
      if (current) this.element.setAttribute("aria-activedescendant", current.id);
      else this.element.removeAttribute("aria-activedescendant");
    }
    /** Finds an event by its distance from the selected one, among those that are shown. */
    neighbor(by) {
      if (this.items.length === 0) return null;
      const index = this.items.findIndex((row) => row.event === this.selected);
      const last = this.items.length - 1;
      const next = index < 0 ? by === 1 || by === -Infinity ? 0 : last : Math.min(last, Math.max(0, index + by));
      return this.items[next].event;
    }
    /** Scrolls to an event. */
    reveal(event) {
      const index = this.items.findIndex((row) => row.event === event);
      if (index >= 0) this.rows.reveal(index);
    }
    /** Draws what can be seen again. */
    update() {
      this.rows.later();
    }
    at(target) {
      const id = target.closest(".row")?.id;
      return this.items.find((row) => `event-${row.event.sequence}` === id)?.event;
    }
    draw({ event, depth }, element, isNew) {
      const row = element ?? make(event);
      const reply = row.children[1].firstElementChild;
      const indent = " ".repeat(Math.min(Math.max(0, depth - 1), deepest) * 2);
      setText(reply, event.wire.cause || event.parent ? `${indent}${depth > 0 ? "└" : "↳"}` : "");
      reply.hidden = reply.textContent === "";
      row.setAttribute("aria-selected", String(event === this.selected));
      row.classList.toggle("thread", this.root !== null && event.root === this.root);
      if (isNew) row.classList.add("new");
      return row;
    }
  };
  function make(event) {
    const type = el("span", "type", el("span", "reply"), square(hue(event.type)), el("span", "name", event.type));
    const label = labelOf(event.wire.data), time = clockTime(event.received);
    if (label) type.append(el("span", label.isBad ? "chip bad" : "chip", label.word, el("span", "ms", label.rest)));
    const row = el(
      "div",
      "row",
      el("span", "time", time.slice(0, 8), el("span", "ms", time.slice(8))),
      type,
      el("span", "source", event.source),
      el("span", "subject", event.subject),
      el("span", "size", event.wire.data ? size(event.wire.data.bytes) : "-")
    );
    row.id = `event-${event.sequence}`;
    row.setAttribute("role", "option");
    return row;
  }

  // display/list/facets.ts
  var most2 = 60;
  var Facets = class {
    constructor(choose) {
      this.choose = choose;
    }
    choose;
    element = byId("facets");
    buttons = /* @__PURE__ */ new Map();
    more = el("span", "facet");
    /** Shows the counts, in the order in which the types first came, so that nothing moves. */
    show(total, counts, chosen) {
      if (total === 0 && counts.size === 0 && chosen === null) {
        this.element.replaceChildren();
        this.buttons.clear();
        return;
      }
      this.draw(null, "All", total, chosen === null);
      let shown = 0, left = 0;
      for (const [type, number2] of counts) {
        if (shown < most2 || type === chosen || this.buttons.has(type)) {
          this.draw(type, type, number2, type === chosen);
          shown++;
        } else {
          left++;
        }
      }
      if (chosen !== null && !counts.has(chosen)) this.draw(chosen, chosen, 0, true);
      for (const [type, made2] of this.buttons) {
        if (type === null || type === chosen || counts.has(type)) continue;
        made2.remove();
        this.buttons.delete(type);
      }
      setText(this.more, `${count(left)} more types`);
      if (left > 0) this.element.append(this.more);
      else this.more.remove();
    }
    draw(type, name, number2, isChosen) {
      let made2 = this.buttons.get(type);
      if (!made2) {
        made2 = el("button", "facet", ...type === null ? [] : [square(hue(type))], el("b", "", name), el("span"));
        made2.type = "button";
        made2.addEventListener("click", () => this.choose(made2.getAttribute("aria-pressed") === "true" ? null : type));
        this.buttons.set(type, made2);
        this.element.append(made2);
      }
      setText(made2.lastElementChild, count(number2));
      if (made2.getAttribute("aria-pressed") !== String(isChosen)) made2.setAttribute("aria-pressed", String(isChosen));
    }
  };

  // display/main.ts
  var pace = 100;
  var hold = 1500;
  var Page = class {
    store = new Store();
    filter = new Filter();
    list = new EventList((event) => this.select(event, true));
    detail = new Detail((event) => this.select(event, true), () => this.close());
    facets = new Facets((type) => this.chooseType(type));
    empty = new Empty(() => this.clearFilter());
    feed = new Feed((event) => this.take(event), (missed) => this.store.missed += missed, (state) => this.connect(state));
    input = byId("filter");
    selected = null;
    wanted = parseHash(location.hash);
    rows = [];
    isPaused = false;
    heldUntil = 0;
    connection = "connecting";
    unseen = 0;
    timer = 0;
    holdTimer = 0;
    drawn = -Infinity;
    start() {
      this.input.addEventListener("input", () => this.search());
      byId("pause").addEventListener("click", () => this.pause());
      byId("clear").addEventListener("click", () => this.clear());
      byId("download").addEventListener("click", () => this.download());
      byId("help-button").addEventListener("click", toggleHelp);
      byId("new").addEventListener("click", () => this.showNew());
      document.addEventListener("keydown", (key) => this.press(key));
      document.addEventListener("visibilitychange", () => this.look());
      window.addEventListener("hashchange", () => this.follow(parseHash(location.hash)));
      const list2 = this.list.element;
      list2.addEventListener("scroll", () => this.freeze(), { passive: true });
      list2.addEventListener("pointermove", (move) => {
        if (move.pointerType !== "mouse") return;
        this.heldUntil = performance.now() + hold;
        this.freeze();
      });
      list2.addEventListener("pointerleave", () => {
        this.heldUntil = 0;
        this.freeze();
      });
      new ResizeObserver(() => this.list.update()).observe(list2);
      this.feed.start();
      if (this.wanted) this.detail.showMissing(this.wanted.source, this.wanted.id);
      this.draw();
    }
    take(event) {
      this.filter.judge(event);
      this.store.add(event);
      if (document.hidden) this.unseen++;
      this.later();
    }
    connect(state) {
      this.connection = state;
      this.later();
    }
    /** Draws soon: at most ten times a second, whatever comes. */
    later() {
      if (this.timer) return;
      this.timer = setTimeout(() => requestAnimationFrame(() => this.draw()), Math.max(0, this.drawn + pace - performance.now()));
    }
    draw() {
      clearTimeout(this.timer);
      this.timer = 0;
      this.drawn = performance.now();
      this.freeze();
      this.store.trim();
      const counts = /* @__PURE__ */ new Map(), held = this.store.held;
      let total = 0;
      for (const event of held) {
        if (!event.matches) {
          if (!counts.has(event.type)) counts.set(event.type, 0);
          continue;
        }
        total++;
        counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
      }
      this.rows = this.arrange(held);
      if (this.wanted) this.follow(this.wanted);
      this.list.show(this.rows, this.selected);
      this.facets.show(total, counts, this.filter.type);
      if (this.rows.length > 0) this.empty.hide();
      else if (held.length === 0) this.empty.showWaiting();
      else this.empty.showNoMatch(this.filter.text, this.filter.type, held.length);
      this.detail.refresh();
      this.drawState(held.length);
    }
    drawState(held) {
      const { waiting, received, missed } = this.store, shown = this.rows.length;
      const state = byId("state"), pause = byId("pause"), fresh = byId("new");
      state.className = `state ${this.connection === "live" ? this.isPaused ? "paused" : "" : this.connection === "lost" ? "lost" : ""}`;
      setText(byId("state-text"), this.connection === "lost" ? "not connected, trying again" : this.connection === "connecting" ? "connecting" : `${this.isPaused ? "paused" : "live"} at ${location.host}`);
      state.title = byId("state-text").textContent;
      pause.setAttribute("aria-pressed", String(this.isPaused));
      setText(byId("pause-text"), this.isPaused ? "Resume" : "Pause");
      fresh.hidden = waiting === 0;
      setText(fresh, `${count(waiting)} new`);
      const parts = [`${count(received)} received`, shown === received ? "all shown" : `${count(shown)} shown`];
      if (missed > 0) parts.push(`${count(missed)} missed (they came too fast)`);
      if (shown < held) parts.push(`${count(held - shown)} filtered out`);
      setText(byId("count"), received === 0 ? "no events yet" : parts.join(", "));
      setText(byId("limit"), `keeps the last ${count(mostEvents)} or ${size(mostBytes)}`);
      document.title = this.unseen > 0 ? `Events (${count(this.unseen)}) - Wasmill` : "Events - Wasmill";
      const icon = byId("icon"), name = this.unseen > 0 ? "icon-new.svg" : "icon.svg";
      if (icon.getAttribute("href") !== name) icon.href = name;
    }
    /** The rows: the newest thread first, in it a reply below its cause. */
    arrange(held) {
      const rows = [];
      const open = [];
      for (let i = held.length - 1; i >= 0; i--) {
        const first = held[i];
        if (first.parent) continue;
        if (first.children.length === 0) {
          if (this.filter.shows(first)) rows.push({ event: first, depth: 0 });
          continue;
        }
        open.push({ event: first, depth: 0 });
        for (let next = open.pop(); next; next = open.pop()) {
          const { event, depth } = next, isShown = this.filter.shows(event);
          if (isShown) rows.push(next);
          for (let j = event.children.length - 1; j >= 0; j--) open.push({ event: event.children[j], depth: depth + (isShown ? 1 : 0) });
        }
      }
      return rows;
    }
    /** While somebody reads, new events wait. */
    freeze() {
      const isHeld = performance.now() < this.heldUntil;
      const frozen = this.isPaused || isHeld || this.list.element.scrollTop > 0;
      if (isHeld && !this.holdTimer) {
        this.holdTimer = setTimeout(() => {
          this.holdTimer = 0;
          this.freeze();
        }, this.heldUntil - performance.now() + 1);
      }
      if (frozen === this.store.frozen) return;
      this.store.frozen = frozen;
      if (frozen) return;
      this.store.release();
      this.later();
    }
    showNew() {
      this.list.element.scrollTop = 0;
      this.heldUntil = 0;
      this.store.release();
      this.draw();
    }
    pause() {
      this.isPaused = !this.isPaused;
      if (!this.isPaused) this.heldUntil = 0;
      this.draw();
    }
    clear() {
      const removed = this.store.held.length + this.store.waiting;
      if (removed === 0) return;
      const undo = this.store.clear();
      this.feed.forget();
      this.list.element.scrollTop = 0;
      this.select(null, false);
      toast(`${counted(removed, "event")} cleared`, {
        name: "Undo",
        run: () => {
          undo();
          this.feed.recall();
          this.draw();
        }
      });
    }
    download() {
      const events = this.rows.map((row) => row.event).sort((one, other) => one.sequence - other.sequence);
      if (events.length === 0) {
        toast("There is nothing to download");
        return;
      }
      const link2 = document.createElement("a");
      link2.href = URL.createObjectURL(new Blob(toJsonLines(events), { type: "application/x-ndjson" }));
      link2.download = `events-${(/* @__PURE__ */ new Date()).toISOString().slice(0, 19).replaceAll(":", "")}.jsonl`;
      link2.click();
      setTimeout(() => URL.revokeObjectURL(link2.href), 6e4);
      const cut = events.filter((event) => !isWhole(event)).length;
      toast(`${counted(events.length, "event")} downloaded${cut > 0 ? `; ${counted(cut, "payload")} of more than 1 MB left out` : ""}`);
    }
    search() {
      void this.filter.search(this.input.value, this.store.held, () => this.later());
    }
    chooseType(type) {
      this.filter.type = type;
      this.list.element.scrollTop = 0;
      this.draw();
    }
    clearFilter() {
      this.input.value = "";
      this.filter.type = null;
      this.search();
      this.draw();
    }
    select(event, opens) {
      this.wanted = null;
      if (event !== this.selected) {
        this.selected = event;
        this.detail.show(event);
        history.replaceState(null, "", event ? hashOf(event) : location.pathname);
      }
      document.body.classList.toggle("open", event !== null && (opens || document.body.classList.contains("open")));
      this.draw();
      if (event) this.list.reveal(event);
    }
    follow(wanted) {
      this.wanted = wanted;
      const event = wanted && this.store.find(wanted.source, wanted.id);
      if (!event) return;
      this.wanted = null;
      if (event === this.selected) return;
      this.selected = event;
      this.detail.show(event);
      document.body.classList.add("open");
      this.later();
      setTimeout(() => this.list.reveal(event), pace * 2);
    }
    close() {
      document.body.classList.remove("open");
      this.list.element.focus();
    }
    look() {
      if (document.hidden) return;
      this.unseen = 0;
      this.later();
    }
    move(by) {
      const event = this.list.neighbor(by);
      if (event) this.select(event, false);
    }
    press(key) {
      const target = key.target;
      if (key.key === "Escape") {
        this.escape(target);
        return;
      }
      if (key.ctrlKey || key.metaKey || key.altKey || target.matches("input, textarea, select")) return;
      const isDialog = byId("help").open;
      if (isDialog && key.key !== "?") return;
      const arrows = target === this.list.element;
      const action = this.action(key.key, arrows, target);
      if (!action) return;
      key.preventDefault();
      action();
    }
    action(key, isList, target) {
      switch (key) {
        case "/":
          return () => {
            this.input.focus();
            this.input.select();
          };
        case "j":
          return () => this.move(1);
        case "k":
          return () => this.move(-1);
        case "ArrowDown":
          return isList ? () => this.move(1) : null;
        case "ArrowUp":
          return isList ? () => this.move(-1) : null;
        case "g":
        case "Home":
          return key === "g" || isList ? () => this.move(-Infinity) : null;
        case "G":
        case "End":
          return key === "G" || isList ? () => this.move(Infinity) : null;
        // A button that has the focus keeps its own Enter.
        case "Enter":
          return target.matches("button, a") ? null : () => this.open();
        case "1":
        case "2":
        case "3":
        case "4":
          return () => this.detail.open(Number(key) - 1);
        case "f":
          return () => this.detail.find();
        case "p":
          return () => this.pause();
        case "n":
          return () => this.showNew();
        case "c":
          return () => this.detail.copyPayload();
        case "u":
          return () => this.detail.copyCurl();
        case "l":
          return () => this.detail.copyLink();
        case "d":
          return () => this.download();
        case "x":
          return () => this.clear();
        case "?":
          return toggleHelp;
        default:
          return null;
      }
    }
    open() {
      const event = this.selected ?? this.list.neighbor(1);
      if (!event) return;
      this.select(event, true);
      this.detail.element.focus();
    }
    escape(target) {
      if (byId("help").open) return;
      if (target === this.input && this.input.value !== "") {
        this.input.value = "";
        this.search();
      } else if (target.matches("#detail input")) {
        this.detail.element.focus();
      } else if (document.body.classList.contains("open")) {
        this.close();
      } else {
        target.blur();
        this.list.element.focus();
      }
    }
  };
  new Page().start();
})();
