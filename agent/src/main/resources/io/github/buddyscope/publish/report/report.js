(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const plots = document.getElementById('plots');
  const tip = document.getElementById('tip');
  const aloud = document.getElementById('aloud');
  const whole = data.end - data.begin; // microseconds, as all times here, from the begin of the axis
  const LEFT = 46, RIGHT = 8;
  const NARROWEST = 2000;
  let from = 0, to = whole;
  let width = 0;
  let printing = false;
  let shown = null; // the band of a verdict

  // --- data -------------------------------------------------------------------------------------------------------
  const sums = (column, scale = 1) => {
    const out = new Float64Array(column.length);
    let sum = 0;
    for (let i = 0; i < column.length; i++) { sum += column[i]; out[i] = sum * scale; }
    return out;
  };
  const series = raw => {
    const t = sums(raw.t, 1000);
    const least = raw.least.map(column => sums(column));
    const most = raw.more ? raw.more.map((column, c) => least[c].map((low, i) => low + column[i])) : least;
    let gap = Infinity;
    if (t.length > 2) {
      const steps = Array.from(t.subarray(1)).map((time, i) => time - t[i]).sort((a, b) => a - b);
      gap = Math.max(3 * steps[steps.length >> 1], 3e6);
    }
    return { t, least, most, gap, per: raw.per, length: t.length };
  };
  const marks = raw => Object.assign({}, raw, { t: sums(raw.t), length: raw.t.length });
  const text = i => i < 0 ? null : data.texts[i];
  /** First index whose time is not before. */
  const firstAt = (t, time) => {
    let low = 0, high = t.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (t[middle] < time) low = middle + 1; else high = middle;
    }
    return low;
  };

  // --- words ------------------------------------------------------------------------------------------------------
  const two = n => String(n).padStart(2, '0');
  const date = time => new Date((data.begin + time) / 1000);
  const day = d => d.getUTCFullYear() + '-' + two(d.getUTCMonth() + 1) + '-' + two(d.getUTCDate());
  const clock = (time, digits) => {
    const d = date(time);
    const rest = digits === 0 ? '' : '.' + String(Math.floor(((data.begin + time) % 1e6 + 1e6) % 1e6)).padStart(6, '0').slice(0, digits);
    return two(d.getUTCHours()) + ':' + two(d.getUTCMinutes()) + ':' + two(d.getUTCSeconds()) + rest;
  };
  const short = n => n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1).replace('.0', '') : n.toFixed(2).replace(/\.?0+$/, '');
  const length = micros => micros < 1000 ? Math.round(micros) + ' µs' : micros < 1e6 ? short(micros / 1e3) + ' ms'
    : micros < 6e7 ? short(micros / 1e6) + ' s' : micros < 3.6e9 ? Math.floor(micros / 6e7) + ' min ' + Math.round(micros % 6e7 / 1e6) + ' s'
      : Math.floor(micros / 3.6e9) + ' h ' + Math.round(micros % 3.6e9 / 6e7) + ' min';
  const size = kib => {
    if (kib < 0) return 'not known';
    const units = ['KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    while (kib >= 1024 && unit < 3) { kib /= 1024; unit++; }
    return short(kib) + ' ' + units[unit];
  };
  const block = order => size(data.page / 1024 * 2 ** order);
  const range = (low, high, words) => low === high ? words(low) : words(low) + ' to ' + words(high);
  const share = millionths => millionths < 0 ? 'not known' : short(millionths / 1e4) + ' %';

  // --- drawing ----------------------------------------------------------------------------------------------------
  const NS = 'http://www.w3.org/2000/svg';
  const make = (parent, name, attributes, words) => {
    const element = document.createElementNS(NS, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (words !== undefined) element.textContent = words;
    parent.appendChild(element);
    return element;
  };
  const html = (parent, name, className, words) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (words !== undefined) element.textContent = words;
    if (parent) parent.appendChild(element);
    return element;
  };
  const inner = () => width - LEFT - RIGHT;
  const x = time => LEFT + (time - from) / (to - from) * inner();
  const timeAt = px => from + (px - LEFT) / inner() * (to - from);
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const STEPS = [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 1.5e7, 3e7, 6e7, 1.2e8, 3e8, 6e8, 9e8, 1.8e9, 3.6e9,
    7.2e9, 1.08e10, 2.16e10, 4.32e10, 8.64e10, 1.728e11, 6.048e11];
  const ticks = () => {
    const room = Math.max(2, inner() / 95);
    const step = STEPS.find(s => (to - from) / s <= room) || STEPS[STEPS.length - 1];
    const list = [];
    for (let t = Math.ceil((data.begin + from) / step) * step - data.begin; t <= to; t += step) list.push(t);
    return { list, digits: step >= 1e6 ? 0 : step >= 1e5 ? 1 : step >= 1e4 ? 2 : 3 };
  };
  let now = { list: [], digits: 0 };
  const gridPath = height => now.list.map(t => 'M' + x(t).toFixed(1) + ' 0V' + height).join('');

  /** One row of the charts: draw(svg, height), near(time, y) and step(from, way) know its marks. */
  const rows = [];
  const row = (parent, title, height, keys, alternative, parts) => {
    const figure = html(parent, 'figure', 'row');
    const caption = html(figure, 'figcaption');
    html(caption, 'b', '', title);
    for (const key of keys) {
      const span = html(caption, 'span', 'key');
      if (key.shape) make(make(span, 'svg', { width: 18, height: 10, 'aria-hidden': 'true' }), key.shape, Object.assign({ class: key.style }, key.at));
      span.append(key.words);
    }
    const plot = html(figure, 'div', 'plot');
    plot.tabIndex = 0;
    plot.setAttribute('role', 'img');
    plot.setAttribute('aria-roledescription', 'chart');
    plot.setAttribute('aria-label', title + '. ' + alternative + ' Arrow keys step through it.');
    const canvas = parts.canvas ? html(plot, 'canvas') : null;
    const one = Object.assign({}, parts, { title, figure, plot, canvas, height, svg: make(plot, 'svg', { 'aria-hidden': 'true' }), cursor: null });
    rows.push(one);
    plot.row = one;
    return one;
  };
  const SQUARE = { shape: 'rect', at: { x: 2, y: 0, width: 10, height: 10 } };
  const STROKE = { shape: 'path', at: { d: 'M0 5H18' } };
  const key = (base, style, words) => Object.assign({ style, words }, base);

  const drawRow = one => {
    const svg = one.svg;
    svg.replaceChildren();
    svg.setAttribute('width', width);
    svg.setAttribute('height', one.height);
    if (one.plot.offsetParent === null && !printing) return; // within closed details
    make(svg, 'path', { class: one.canvas ? 'grid over' : 'grid', d: gridPath(one.height) });
    make(svg, 'path', { class: 'frame', d: 'M' + LEFT + ' 0V' + one.height + 'M' + LEFT + ' ' + (one.height - .5) + 'H' + (width - RIGHT) });
    one.draw(svg, one);
  };
  const draw = () => {
    now = ticks();
    const svg = axis.svg;
    svg.replaceChildren();
    svg.setAttribute('width', width);
    svg.setAttribute('height', 46);
    for (const t of now.list) {
      const at = x(t);
      const edge = at < LEFT + 25 ? 'start' : at > width - 40 ? 'end' : 'middle';
      make(svg, 'text', { x: at.toFixed(1), y: 40, 'text-anchor': edge }, clock(t, now.digits));
    }
    make(svg, 'path', { class: 'grid', d: now.list.map(t => 'M' + x(t).toFixed(1) + ' 43V46').join('') });
    overview(svg);
    rows.forEach(drawRow);
    span.textContent = day(date(from)) + ' ' + clock(from, 1) + ' to ' + clock(to, 1) + ' UTC, ' + length(to - from);
    const all = from <= 0 && to >= whole;
    reset.disabled = all;
    band();
  };

  /** The whole recording in one strip: what is seen of it, failures and long stalls. */
  const overview = svg => {
    const at = t => LEFT + t / whole * inner();
    make(svg, 'rect', { class: 'frame', x: LEFT, y: 2, width: Math.max(0, inner()), height: 20 });
    const strip = (m, y, h, style) => {
      const seen = new Set();
      let d = '';
      for (let i = 0; i < m.length; i++) {
        const px = Math.round(at(m.t[i]));
        if (!seen.has(px)) { seen.add(px); d += 'M' + px + ' ' + y + 'h1.5v' + h + 'h-1.5z'; }
      }
      make(svg, 'path', { class: style, d });
    };
    strip(stallsOthers, 15, 5, 'stalls-others');
    strip(stallsOwn, 12, 8, 'stalls-own');
    strip(logged, 4, 16, 'logged-strip');
    make(svg, 'rect', { class: 'window', x: at(from), y: 2, width: Math.max(3, at(to) - at(from)), height: 20 });
    make(svg, 'text', { x: 0, y: 16 }, 'all');
  };

  // --- rows -------------------------------------------------------------------------------------------------------
  const logged = marks(data.logged), silentOwn = marks(data.silentOwn), silentOthers = marks(data.silentOthers);
  const stallsOwn = marks(data.stallsOwn), stallsOthers = marks(data.stallsOthers), pauses = marks(data.pauses);
  const many = (m, i) => m.count[i] > 1 ? [['stands for', m.count[i] + ' neighbours, the greatest shown']] : [];
  const asked = (order, bytes) => order < 0 ? 'not told' : 'order ' + order + ' (' + (bytes > 0 ? size(bytes / 1024) : block(order)) + ')';

  const describeLogged = i => ({
    head: 'Failure in the kernel’s log', time: logged.t[i], error: logged.error[i],
    facts: [['kind', text(logged.kind[i])], ['asked for', asked(logged.order[i], logged.bytes[i])], ['cause', text(logged.cause[i])],
      ['task', text(logged.task[i])], ['origin', text(logged.origin[i])], ['this JVM', text(logged.ours[i])], ...many(logged, i)],
  });
  const describeSilent = (m, own) => i => ({
    head: own ? 'Failed attempt of this JVM' : 'Failed attempt of another task', time: m.t[i], error: 1000,
    facts: [['asked for', asked(m.order[i], -1)], ['task', text(m.task[i])], ['meaning', text(m.meaning[i])],
      ['stalled before', length(m.stalled[i])], ['flags', text(m.flags[i])], ...many(m, i)],
  });
  const describeStall = (m, own) => i => ({
    head: own ? 'Stall in this JVM' : 'Stall of another task', time: m.t[i], error: 1000, end: m.t[i] + m.took[i],
    facts: [['took', length(m.took[i])], ['by', text(m.kind[i])], ['asked for', asked(m.order[i], -1)], ['result', text(m.result[i])],
      ['thread', text(m.task[i])], ['its kind', text(m.thread[i])], ...many(m, i)],
  });
  const describePause = i => ({
    head: 'Collection pause', time: pauses.t[i], end: pauses.t[i] + pauses.took[i],
    facts: [['took', length(pauses.took[i])], ['collector', text(pauses.name[i])], ['cause', text(pauses.cause[i])],
      ['collection', pauses.id[i] < 0 ? null : String(pauses.id[i])], ...many(pauses, i)],
  });

  /** Lanes of marks: each {m, y, h, style, draw, describe}. */
  const laneRow = (parent, title, keys, alternative, lanes, none) => {
    const height = lanes.reduce((sum, lane) => sum + lane.h, 0) + 4;
    let y = 2;
    for (const lane of lanes) { lane.y = y; y += lane.h; }
    const empty = lanes.every(lane => lane.m.length === 0);
    return row(parent, title, empty ? 24 : height, keys, alternative, {
      draw: svg => {
        if (empty) { make(svg, 'text', { class: 'none', x: LEFT + 8, y: 16 }, none); return; }
        for (const lane of lanes) {
          make(svg, 'text', { x: LEFT - 5, y: lane.y + lane.h / 2 + 4, 'text-anchor': 'end' }, lane.name);
          lane.draw(svg, lane);
        }
      },
      near: (time, yAt) => {
        let best = null;
        const perPx = (to - from) / inner();
        for (const lane of lanes) {
          const away = yAt < lane.y ? lane.y - yAt : yAt > lane.y + lane.h ? yAt - lane.y - lane.h : 0;
          const i = nearest(lane.m, time, perPx);
          if (i < 0) continue;
          const end = lane.m.took ? lane.m.t[i] + lane.m.took[i] : lane.m.t[i];
          const miss = (time < lane.m.t[i] ? lane.m.t[i] - time : Math.max(0, time - end)) / perPx + away;
          if (!best || miss < best.miss) best = { miss, lane, i };
        }
        return best && best.miss < 24 ? hit(best.lane, best.i) : null;
      },
      step: (cursor, way) => {
        let best = null;
        for (const lane of lanes) {
          const m = lane.m;
          let i = cursor ? firstAt(m.t, cursor.time) : way > 0 ? firstAt(m.t, from) : firstAt(m.t, to) - 1;
          if (cursor && way > 0) while (i < m.length && (m.t[i] < cursor.time || m.t[i] === cursor.time && lane.y <= cursor.y)) i++;
          if (cursor && way < 0) { if (i >= m.length || m.t[i] > cursor.time || lane.y >= cursor.y) i--; }
          if (i < 0 || i >= m.length) continue;
          const candidate = hit(lane, i);
          const sooner = best && (way > 0 ? candidate.time < best.time : candidate.time > best.time);
          if (!best || sooner) best = candidate;
        }
        return best;
      },
    });
  };
  const hit = (lane, i) => Object.assign({ y: lane.y, box: { y: lane.y, h: lane.h, w: lane.m.took ? lane.m.took[i] : 0 } }, lane.describe(i));
  /** The mark nearest in time; of those within two pixels the longest. */
  const nearest = (m, time, perPx) => {
    const at = firstAt(m.t, time);
    let best = -1, gap = Infinity;
    for (let i = at; i < m.length && i < at + 2; i++) if (m.t[i] - time < gap) { gap = m.t[i] - time; best = i; }
    for (let i = at - 1; i >= 0 && i > at - 400; i--) {
      const end = m.t[i] + (m.took ? m.took[i] : 0);
      const miss = Math.max(0, time - end);
      if (miss < gap || miss <= 2 * perPx && m.took && best >= 0 && m.took[i] > m.took[best]) { gap = Math.min(gap, miss); best = i; }
      if (time - m.t[i] > 300e6) break;
    }
    return best;
  };
  const visible = (m, slack) => [firstAt(m.t, from - slack), firstAt(m.t, to + 1)];
  /** Bars whose height tells their length, from 0.1 ms to the longest, on a logarithmic scale. */
  const bars = style => (svg, lane) => {
    const m = lane.m;
    if (!m.longest) m.longest = Math.max(1e4, m.took.reduce((a, b) => Math.max(a, b), 0));
    const [a, b] = visible(m, m.longest);
    const top = new Map();
    let d = '';
    const bottom = lane.y + lane.h - 1;
    for (let i = a; i < b; i++) {
      const left = Math.max(LEFT, x(m.t[i])), right = Math.min(width - RIGHT, x(m.t[i] + m.took[i]));
      if (right < LEFT) continue;
      const h = Math.max(2, (lane.h - 3) * Math.max(.06, Math.log(Math.max(1, m.took[i] / 100)) / Math.log(m.longest / 100)));
      const px = Math.round(left);
      if (right - left < 2) {
        if ((top.get(px) || 0) < h) top.set(px, h);
        continue;
      }
      d += 'M' + left.toFixed(1) + ' ' + bottom + 'v' + (-h).toFixed(1) + 'H' + right.toFixed(1) + 'v' + h.toFixed(1) + 'z';
    }
    for (const [px, h] of top) d += 'M' + px + ' ' + bottom + 'v' + (-h).toFixed(1) + 'h2v' + h.toFixed(1) + 'z';
    make(svg, 'path', { class: style, d });
  };
  const dots = (style, shape) => (svg, lane) => {
    const [a, b] = visible(lane.m, 0);
    const y = lane.y + lane.h / 2;
    let d = '', last = -9;
    for (let i = a; i < b; i++) {
      const at = x(lane.m.t[i]);
      if (at - last < 1.2) continue;
      last = at;
      d += shape(at.toFixed(1), y);
    }
    make(svg, 'path', { class: style, d });
  };
  const diamond = (at, y) => 'M' + at + ' ' + (y - 8) + 'l7 8l-7 8l-7 -8z';
  const triangle = (at, y) => 'M' + at + ' ' + (y - 5) + 'l5 9h-10z';
  const drawLogged = (svg, lane) => {
    const y = lane.y + lane.h / 2;
    const [a, b] = visible(logged, 6e7);
    let whiskers = '';
    for (let i = a; i < b; i++) {
      const left = Math.max(LEFT, x(logged.t[i] - logged.error[i])), right = Math.min(width - RIGHT, x(logged.t[i] + logged.error[i]));
      if (right - left > 15) whiskers += 'M' + left.toFixed(1) + ' ' + (y - 4) + 'v8m0 -4H' + right.toFixed(1) + 'm0 -4v8';
    }
    make(svg, 'path', { class: 'whisker', d: whiskers });
    dots('logged', diamond)(svg, lane);
  };
  const verdictMarks = { t: Float64Array.from(data.verdicts.map(v => v.t)), length: data.verdicts.length };
  const drawFlags = (svg, lane) => {
    let last = -99;
    for (const v of data.verdicts) {
      if (v.t < from || v.t > to || x(v.t) - last < 4) continue;
      const at = last = x(v.t);
      const left = Math.min(at, width - RIGHT - 18);
      make(svg, 'rect', { class: 'flag', x: left, y: lane.y + 1, width: 18, height: 14, rx: 3 });
      make(svg, 'text', { class: 'flag-text', x: left + 9, y: lane.y + 12 }, v.no);
    }
  };
  const describeVerdict = i => {
    const v = data.verdicts[i];
    return { head: 'Verdict ' + v.no, time: v.t, error: v.error, verdict: v.no,
      facts: [['cause', v.cause], ['failures', v.failures ? String(v.failures) : 'none: a held-up pause'], ['press', 'Enter or click to go there']] };
  };

  const lineRow = (parent, title, height, keys, alternative, s, lines, describe, options = {}) =>
    row(parent, title, s.length ? height : 24, keys, alternative, {
      draw: svg => {
        if (!s.length) { make(svg, 'text', { class: 'none', x: LEFT + 8, y: 16 }, options.none || 'not recorded'); return; }
        const a = Math.max(0, firstAt(s.t, from) - 1), b = Math.min(s.length, firstAt(s.t, to) + 1);
        let top = options.top || 0;
        for (const line of lines) for (let i = a; i < b; i++) if (line.scale !== false) top = Math.max(top, s.most[line.column][i]);
        top = niceTop(top || 1);
        const y = v => height - 1 - Math.max(0, v) / top * (height - 8);
        make(svg, 'text', { x: LEFT - 5, y: 11, 'text-anchor': 'end' }, options.words(top).replace(/iB/, ''));
        make(svg, 'text', { x: LEFT - 5, y: height - 1, 'text-anchor': 'end' }, '0');
        const id = 'clip' + rows.findIndex(r => r.svg === svg);
        const clip = make(make(svg, 'defs', {}), 'clipPath', { id });
        make(clip, 'rect', { x: LEFT, y: 0, width: Math.max(1, inner()), height });
        const group = make(svg, 'g', { 'clip-path': 'url(#' + id + ')' });
        for (const line of lines) trace(group, s, line, a, b, y, height);
      },
      near: time => sampleAt(s, time, describe),
      step: (cursor, way) => stepSample(s, cursor, way, describe),
    });
  const niceTop = v => {
    const power = 2 ** Math.floor(Math.log2(v));
    return [1, 1.25, 1.5, 1.75, 2].map(f => f * power).find(n => n >= v * .999);
  };
  /** A line through the greatest, or the least, of each pixel, so that no spike is lost. */
  const trace = (group, s, line, a, b, y, height) => {
    let d = '', area = '', open = false, i = a, lastX = 0;
    const pick = line.least ? s.least[line.column] : s.most[line.column];
    const low = s.least[line.column], high = s.most[line.column];
    while (i < b) {
      const px = Math.round(x(s.t[i]));
      let min = Infinity, max = -Infinity, j = i;
      for (; j < b && Math.round(x(s.t[j])) === px; j++) {
        if (pick[j] < 0) continue;
        min = Math.min(min, low[j]);
        max = Math.max(max, high[j]);
      }
      const broken = i > a && s.t[i] - s.t[i - 1] > s.gap;
      if (max === -Infinity || min < 0) { open = false; } else {
        const first = line.least ? max : min, last = line.least ? min : max;
        if (!open || broken) {
          if (open) area += 'V' + height + 'z';
          d += 'M' + px + ' ' + y(last).toFixed(1);
          area += 'M' + px + ' ' + height + 'V' + y(last).toFixed(1);
        } else {
          d += line.step ? 'H' + px : 'L' + px + ' ' + y(first).toFixed(1);
          area += line.step ? 'H' + px : 'L' + px + ' ' + y(first).toFixed(1);
        }
        if (min !== max || line.step) { d += 'V' + y(last).toFixed(1); area += 'V' + y(last).toFixed(1); }
        open = true;
        lastX = px;
      }
      i = j;
    }
    if (line.area && area) make(group, 'path', { class: 'area', d: area + (open ? 'V' + height + 'z' : '') });
    make(group, 'path', { class: 'line ' + line.style, d });
  };
  /** The sample in force at a time: the last before it. */
  const sampleAt = (s, time, describe) => {
    let i = firstAt(s.t, time);
    if (i >= s.length || i > 0 && time - s.t[i - 1] < s.t[i] - time) i--;
    if (i < 0 || Math.abs(s.t[i] - time) > s.gap) return null;
    return Object.assign({ y: 0, index: i, time: s.t[i] }, describe(i, time));
  };
  const stepSample = (s, cursor, way, describe) => {
    let i = cursor && cursor.index !== undefined ? cursor.index + way : way > 0 ? firstAt(s.t, from) : firstAt(s.t, to) - 1;
    i = Math.max(0, Math.min(s.length - 1, i));
    return s.length ? Object.assign({ y: 0, index: i, time: s.t[i] }, describe(i, s.t[i])) : null;
  };

  // --- a zone: heat map and lines -----------------------------------------------------------------------------------
  const FREE = 0, LARGEST = 1, MIN = 2, LOW = 3, HIGH = 4, BLOCKS = 5;
  const CELL = 13;
  const colours = () => {
    const parse = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
    return { heat: [0, 1, 2, 3, 4, 5, 6].map(i => parse(css('--heat' + i))), gone: parse(css('--gone')), nothing: parse(css('--nothing')) };
  };
  const shade = (heat, part) => {
    const at = Math.max(0, Math.min(1, part)) * (heat.length - 1), i = Math.min(heat.length - 2, Math.floor(at)), rest = at - i;
    return [0, 1, 2].map(c => Math.round(heat[i][c] * (1 - rest) + heat[i + 1][c] * rest));
  };
  /** From a 4096th of the most that was ever free: pages, and how often that doubles to it. */
  const DOUBLINGS = 12;
  const heatFloor = zone => Math.max(1, zone.most / data.page / 2 ** DOUBLINGS);
  const drawHeat = zone => (svg, one) => {
    const s = zone.s, orders = zone.orders, height = orders * CELL;
    const density = printing ? 3 : Math.min(3, window.devicePixelRatio || 1);
    const columns = Math.max(1, Math.round(inner() * density));
    const canvas = one.canvas;
    canvas.width = columns;
    canvas.height = Math.round(height * density);
    Object.assign(canvas.style, { left: LEFT + 'px', width: inner() + 'px', height: height + 'px' });
    const { heat, gone, nothing } = colours();
    const shades = Array.from({ length: 65 }, (_, i) => shade(heat, i / 64));
    const image = new ImageData(columns, orders);
    const floor = heatFloor(zone), perColumn = (to - from) / columns;
    let edge = '', edgeY = -1;
    for (let c = 0; c < columns; c++) {
      const begin = from + c * perColumn;
      let a = firstAt(s.t, begin), b = firstAt(s.t, begin + perColumn);
      if (a === b) { // between two samples: the nearer one, unless there is a gap
        if (a > 0 && (a >= s.length || begin - s.t[a - 1] <= s.t[a] - begin)) a--;
        b = a >= s.length || Math.abs(s.t[a] - begin) > s.gap / 2 ? a : a + 1;
      }
      let largest = Infinity;
      for (let i = a; i < b; i++) largest = Math.min(largest, s.least[LARGEST][i]);
      for (let order = 0; order < orders; order++) {
        let blocks = Infinity;
        for (let i = a; i < b; i++) blocks = Math.min(blocks, s.least[BLOCKS + order][i]);
        const colour = a >= b ? nothing : order >= largest ? gone
          : blocks === 0 ? shades[0] : shades[Math.round(Math.max(6, Math.min(64, 64 * Math.log2(blocks * 2 ** order / floor) / DOUBLINGS)))];
        const at = ((orders - 1 - order) * columns + c) * 4;
        image.data[at] = colour[0]; image.data[at + 1] = colour[1]; image.data[at + 2] = colour[2]; image.data[at + 3] = 255;
      }
      const y = a >= b ? -1 : (orders - Math.min(orders, largest)) * CELL;
      if (y !== edgeY) {
        const px = (LEFT + c / density).toFixed(1);
        edge += y < 0 ? '' : edgeY < 0 ? 'M' + px + ' ' + y : 'H' + px + 'V' + y;
        if (y < 0 && edgeY >= 0) edge += 'H' + px;
        edgeY = y;
      }
    }
    if (edgeY >= 0) edge += 'H' + (width - RIGHT);
    const small = document.createElement('canvas');
    small.width = columns;
    small.height = orders;
    small.getContext('2d').putImageData(image, 0, 0);
    const context = canvas.getContext('2d');
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, columns, orders, 0, 0, canvas.width, canvas.height);
    for (let order = 0; order < orders; order += 1) {
      if (order % 2 && orders > 6) continue;
      const words = order === 11 ? '>10' : size(data.page / 1024 * 2 ** order).replace(' ', '').replace('iB', '');
      make(svg, 'text', { x: LEFT - 5, y: (orders - order) * CELL - 2.5, 'text-anchor': 'end' }, words);
    }
    make(svg, 'path', { class: 'edge', d: edge });
  };
  const describeZone = zone => (i, time, y) => {
    const s = zone.s, orders = zone.orders;
    const order = y === undefined ? -1 : Math.max(0, Math.min(orders - 1, orders - 1 - Math.floor(y / CELL)));
    const facts = [];
    if (order >= 0) {
      const low = s.least[BLOCKS + order][i], high = s.most[BLOCKS + order][i];
      facts.push([order === 11 ? 'above order 10' : 'order ' + order + ' (' + block(order) + ')', range(low, high, n => n.toLocaleString('en') + ' free')]);
      if (order >= s.least[LARGEST][i]) facts.push(['', 'exhausted: none of this size or larger', 'gone']);
    }
    const largest = n => n === 0 ? 'none' : 'order ' + (n - 1) + ' (' + block(n - 1) + ')';
    facts.push(['largest free block', range(s.least[LARGEST][i], s.most[LARGEST][i], largest)]);
    facts.push(['free', range(s.least[FREE][i], s.most[FREE][i], size)]);
    facts.push(['watermarks', [MIN, LOW, HIGH].map(c => s.least[c][i] < 0 ? '?' : size(s.least[c][i])).join(' · ')]);
    if (s.per > 1) facts.push(['stands for', s.per + ' samples']);
    return { head: zone.name, facts, order };
  };
  const legend = (figure, zone) => {
    const ramp = html(figure.querySelector('figcaption'), 'span', 'key', 'none');
    const svg = make(ramp, 'svg', { width: 84, height: 12, 'aria-hidden': 'true' });
    for (let i = 0; i <= 6; i++) make(svg, 'rect', { class: 'heat' + i, x: i * 12, y: 0, width: 12, height: 12 });
    ramp.append(size(zone.most / 1024) + ', fourfold from shade to shade');
    const gone = html(figure.querySelector('figcaption'), 'span', 'key');
    const box = make(gone, 'svg', { width: 14, height: 12, 'aria-hidden': 'true' });
    make(box, 'rect', { class: 'gone', x: 0, y: 0, width: 14, height: 12 });
    make(box, 'path', { class: 'edge', d: 'M0 11H14' });
    gone.append('exhausted: none of this size or larger');
  };
  const zoneRows = (parent, zone) => {
    zone.s = series(zone.series);
    const s = zone.s;
    if (!s.length) return;
    let least = Infinity, at = 0;
    for (let i = 0; i < s.length; i++) if (s.least[FREE][i] < least) { least = s.least[FREE][i]; at = s.t[i]; }
    const describe = describeZone(zone);
    const heat = row(parent, zone.name + ': free memory by block size', zone.orders * CELL, [],
      'Least free: ' + size(least) + ' at ' + clock(at, 0) + '. Most: ' + size(zone.most / 1024) + '.' + (s.per > 1
        ? ' Each point stands for ' + s.per + ' samples and keeps their least and most.' : ''), {
        canvas: true, draw: drawHeat(zone),
        near: (time, y) => sampleAt(s, time, (i, t) => describe(i, t, y)),
        step: (cursor, way, y) => stepSample(s, cursor, way, (i, t) => describe(i, t, y)),
        orders: zone.orders,
      });
    legend(heat.figure, zone);
    lineRow(parent, zone.name + ': all free memory', 74,
      [key(STROKE, 'line free', 'free'), key(STROKE, 'line min', 'min'), key(STROKE, 'line low', 'low'), key(STROKE, 'line high', 'high')],
      'Least free: ' + size(least) + '.', s,
      [{ column: HIGH, style: 'high', step: true }, { column: LOW, style: 'low', step: true }, { column: MIN, style: 'min', step: true },
        { column: FREE, style: 'free', least: true }],
      (i, t) => describe(i, t), { words: size });
  };

  // --- the page -----------------------------------------------------------------------------------------------------
  const bar = html(null, 'div', 'bar');
  const button = (words, name, act) => {
    const b = html(bar, 'button', '', words);
    b.type = 'button';
    b.setAttribute('aria-label', name);
    b.addEventListener('click', act);
    return b;
  };
  button('+', 'Zoom in', () => zoom(.5, (from + to) / 2));
  button('−', 'Zoom out', () => zoom(2, (from + to) / 2));
  button('‹', 'Earlier', () => move(-.4));
  button('›', 'Later', () => move(.4));
  const reset = button('Whole recording', 'Show the whole recording', () => go(0, whole));
  html(bar, 'span', 'help wide', 'Drag to zoom, Ctrl + wheel too; double click for all; keys: + − ← → 0');
  const span = html(bar, 'span', 'span');
  span.id = 'span';
  plots.before(bar);

  const axisBox = html(plots, 'div', 'axis');
  const axis = { svg: make(axisBox, 'svg', { 'aria-hidden': 'true' }) };
  const counted = (n, words) => n.toLocaleString('en') + ' ' + words + (n === 1 ? '' : 's');
  const total = m => m.count.reduce((a, b) => a + b, 0);
  laneRow(plots, 'Failures',
    [key(SQUARE, 'flag', 'verdict'), { shape: 'path', at: { d: 'M7 0l6 5l-6 5l-6 -5z' }, style: 'logged', words: 'in the log, with the clock’s error' },
      { shape: 'path', at: { d: 'M7 0l6 10h-12z' }, style: 'silent-own', words: 'failed attempt by the trace, this JVM' },
      { shape: 'path', at: { d: 'M7 1l5 8h-10z' }, style: 'silent-others', words: 'others' }],
    counted(total(logged), 'failure') + ' in the log; by the trace ' + counted(total(silentOwn), 'failed attempt') + ' of this JVM and ' + total(silentOthers) + ' of others.',
    [...(data.verdicts.length ? [{ m: verdictMarks, h: 18, name: 'why', draw: drawFlags, describe: describeVerdict }] : []),
      ...(logged.length ? [{ m: logged, h: 22, name: 'log', draw: drawLogged, describe: describeLogged }] : []),
      ...(silentOwn.length ? [{ m: silentOwn, h: 16, name: 'JVM', draw: dots('silent-own', triangle), describe: describeSilent(silentOwn, true) }] : []),
      ...(silentOthers.length ? [{ m: silentOthers, h: 16, name: 'others', draw: dots('silent-others', triangle), describe: describeSilent(silentOthers, false) }] : [])],
    'none');
  laneRow(plots, 'Stalls in reclaim and compaction',
    [key(SQUARE, 'stalls-own', 'this JVM'), key(SQUARE, 'stalls-others', 'other tasks'), { words: 'the higher the longer (log)' }],
    counted(total(stallsOwn), 'stall') + ' of this JVM, ' + total(stallsOthers) + ' of other tasks.',
    [...(stallsOwn.length ? [{ m: stallsOwn, h: 34, name: 'JVM', draw: bars('stalls-own'), describe: describeStall(stallsOwn, true) }] : []),
      ...(stallsOthers.length ? [{ m: stallsOthers, h: 22, name: 'others', draw: bars('stalls-others'), describe: describeStall(stallsOthers, false) }] : [])],
    'none seen');
  laneRow(plots, 'Collection pauses', [key(SQUARE, 'pauses', 'pause, the higher the longer (log)')], counted(total(pauses), 'pause') + '.',
    pauses.length ? [{ m: pauses, h: 34, name: '', draw: bars('pauses'), describe: describePause }] : [], 'none recorded');

  const biggest = data.zones.reduce((a, z) => Math.max(a, z.most), 0);
  const small = data.zones.filter(z => z.most < biggest / 20);
  data.zones.filter(z => !small.includes(z)).forEach(zone => zoneRows(plots, zone));
  if (!data.zones.length) row(plots, 'Zones', 24, [], 'Not recorded.', {
    draw: svg => make(svg, 'text', { class: 'none', x: LEFT + 8, y: 16 }, 'no sample of the host’s zones in this recording'), near: () => null, step: () => null });
  if (small.length) {
    const details = html(plots, 'details', 'small-zones');
    html(details, 'summary', '', counted(small.length, 'small zone') + ': ' + small.map(z => z.name).join(', '));
    small.forEach(zone => zoneRows(details, zone));
    details.addEventListener('toggle', () => draw());
  }
  const direct = series(data.direct), heap = series(data.heap), pressure = series(data.pressure);
  lineRow(plots, 'Direct buffers: traffic', 64, [key(STROKE, 'line used', 'reserved a second'), key(STROKE, 'line limit', 'released a second')],
    'Bytes a second.', direct, [{ column: 1, style: 'limit' }, { column: 0, style: 'used', area: true }],
    i => ({ head: 'Direct buffers', facts: directFacts(i) }), { words: size });
  lineRow(plots, 'Direct buffers: in use', 54, [key(STROKE, 'line used', 'in use'), key(STROKE, 'line limit', 'limit, where near')],
    'Memory in use.', direct, [{ column: 3, style: 'limit', scale: false, step: true }, { column: 2, style: 'used', area: true }],
    i => ({ head: 'Direct buffers', facts: directFacts(i) }), { words: size });
  const directFacts = i => [['reserved', direct.most[0][i] < 0 ? 'not watched' : size(direct.most[0][i]) + ' a second'],
    ['released', direct.most[1][i] < 0 ? 'not watched' : size(direct.most[1][i]) + ' a second'], ['in use', range(direct.least[2][i], direct.most[2][i], size)],
    ['limit', size(direct.most[3][i])], ['largest single', size(direct.most[4][i])]];
  lineRow(plots, 'Java heap', 64, [key(STROKE, 'line used', 'used'), key(STROKE, 'line limit', 'committed')], 'Used before and after each collection.',
    heap, [{ column: 1, style: 'limit', step: true }, { column: 0, style: 'used', area: true }],
    i => ({ head: 'Java heap', facts: [['used', range(heap.least[0][i], heap.most[0][i], size)], ['committed', size(heap.most[1][i])]] }),
    { words: size, none: 'no collection recorded' });
  lineRow(plots, 'Pressure on memory (PSI)', 54, [key(STROKE, 'line own', 'a task waits'), key(STROKE, 'line alarm', 'all wait')], 'Share of time.', pressure,
    [{ column: 0, style: 'own', area: false }, { column: 1, style: 'alarm' }],
    i => ({ head: 'Pressure', facts: [['a task waited', share(pressure.most[0][i])], ['all waited', share(pressure.most[1][i])],
      ['direct reclaims', String(pressure.most[2][i])], ['direct compactions', String(pressure.most[3][i])], ['kswapd runs', String(pressure.most[4][i])],
      ['huge page fallbacks', String(pressure.most[5][i])]] }), { words: v => v >= 1e4 ? short(v / 1e4) + '%' : '1%', top: 1e4 });

  const cross = html(plots, 'div'), picked = html(plots, 'div'), moment = html(plots, 'div');
  cross.id = 'cross'; picked.id = 'pick'; moment.id = 'moment';

  // --- zoom ---------------------------------------------------------------------------------------------------------
  let remember = 0;
  const go = (a, b, keepHash) => {
    let span = Math.max(NARROWEST, Math.min(whole, b - a));
    from = Math.max(0, Math.min(whole - span, a + (b - a - span) / 2));
    to = from + span;
    hide();
    draw();
    if (keepHash) return;
    clearTimeout(remember);
    remember = setTimeout(() => {
      const all = from <= 0 && to >= whole;
      const hash = all ? '#charts' : '#t=' + Math.floor((data.begin + from) / 1000) + '-' + Math.ceil((data.begin + to) / 1000);
      try { history.replaceState(null, '', hash); } catch (refused) { /* a browser may not let a local file */ }
    }, 250);
  };
  const zoom = (factor, around) => go(around - (around - from) * factor, around + (to - around) * factor);
  const move = part => {
    const by = Math.max(-from, Math.min(whole - to, (to - from) * part));
    go(from + by, to + by);
  };
  const band = () => {
    if (!shown) { moment.style.display = 'none'; return; }
    const a = Math.max(LEFT, x(shown[0])), b = Math.min(width - RIGHT, x(shown[1]));
    Object.assign(moment.style, { display: b < a ? 'none' : 'block', left: a + 'px', width: Math.max(2, b - a) + 'px' });
  };
  const toVerdict = no => {
    const v = data.verdicts.find(one => one.no === no);
    if (!v) return false;
    const around = Math.max(3 * v.error, 2e6, Math.min(v.window * 1.5, whole * .15));
    shown = [v.t - v.error, v.last + v.error];
    go(v.t - around, v.last + around, true);
    document.querySelectorAll('.card.now').forEach(card => card.classList.remove('now'));
    const card = document.getElementById('verdict-' + no);
    if (card) card.classList.add('now');
    rows[0].cursor = null;
    return true;
  };
  const follow = () => {
    const hash = location.hash.slice(1);
    let match = /^moment-([0-9]{1,6})$/.exec(hash);
    let found = match && toVerdict(Number(match[1]));
    if (!found && (match = /^t=([0-9]{1,16})(?:-([0-9]{1,16}))?$/.exec(hash))) {
      const a = Number(match[1]) * 1000 - data.begin;
      const b = match[2] ? Number(match[2]) * 1000 - data.begin : a;
      shown = match[2] ? null : [a - 1000, a + 1000];
      go(match[2] ? a : a - 5e6, match[2] ? b : b + 5e6, true);
      found = true;
    }
    if (found) document.getElementById('charts').scrollIntoView();
  };
  addEventListener('hashchange', follow);
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) { event.preventDefault(); follow(); } // the same link once more
  });

  // --- tooltip --------------------------------------------------------------------------------------------------------
  const hide = () => {
    tip.style.display = 'none';
    cross.style.display = 'none';
    for (const one of rows) if (one.hot) { one.hot.remove(); one.hot = null; }
  };
  const show = (one, found, left, top) => {
    tip.replaceChildren();
    html(tip, 'b', '', found.head);
    const until = found.end && found.end > found.time ? ' to ' + clock(found.end, 3) : '';
    html(tip, 'span', '', clock(found.time, 3) + until + ' UTC' + (found.error ? ' ± ' + length(found.error) : ''));
    const list = html(tip, 'dl');
    for (const [name, value, style] of found.facts) {
      if (value === null || value === undefined) continue;
      html(list, 'dt', '', name);
      html(list, 'dd', style || '', value);
    }
    tip.style.display = 'block';
    const w = tip.offsetWidth, h = tip.offsetHeight;
    let at = left + 16;
    if (at + w > innerWidth - 6) at = Math.max(6, left - w - 16);
    let y = top + 16;
    if (y + h > innerHeight - 6) y = Math.max(6, top - h - 16);
    Object.assign(tip.style, { left: at + 'px', top: y + 'px' });
    for (const other of rows) if (other.hot) { other.hot.remove(); other.hot = null; }
    const px = x(found.time);
    if (found.box) {
      one.hot = make(one.svg, 'rect', { class: 'hot', x: px - 5, y: found.box.y, width: Math.max(10, found.box.w / (to - from) * inner() + 10), height: found.box.h, rx: 3 });
    } else if (found.order >= 0) {
      one.hot = make(one.svg, 'rect', { class: 'hot', x: px - 4, y: (one.orders - 1 - found.order) * CELL, width: 8, height: CELL });
    }
    Object.assign(cross.style, { display: px < LEFT || px > width ? 'none' : 'block', left: px + 'px' });
    one.cursor = found;
  };
  const speak = found => {
    aloud.textContent = found.head + ', ' + clock(found.time, 1) + '. ' + found.facts.filter(f => f[1]).map(f => f[0] + ' ' + f[1]).join(', ');
  };
  const hover = event => {
    const plot = event.target.closest && event.target.closest('.plot');
    if (!plot) { hide(); return null; }
    const box = plot.getBoundingClientRect();
    const found = plot.row.near(timeAt(event.clientX - box.left), event.clientY - box.top);
    if (found) { show(plot.row, found, event.clientX, event.clientY); return found; }
    hide();
    Object.assign(cross.style, { display: 'block', left: Math.max(LEFT, event.clientX - box.left) + 'px' });
    return null;
  };

  // --- pointer, wheel, keys -----------------------------------------------------------------------------------------
  const fingers = new Map();
  let start = null;
  const local = event => event.clientX - plots.getBoundingClientRect().left;
  plots.addEventListener('pointerdown', event => {
    if (event.button !== 0 || event.target.closest('summary')) return;
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, event.clientX);
      start = { x: local(event), from, to, spread: spread(), moved: false };
    } else {
      start = { x: local(event), strip: event.target.closest('.axis') !== null, moved: false };
    }
  });
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return b === undefined ? 0 : Math.abs(a - b);
  };
  plots.addEventListener('pointermove', event => {
    if (event.pointerType === 'touch') { touchMove(event); return; }
    if (!start) { hover(event); return; }
    if (Math.abs(local(event) - start.x) < 4 && !start.moved) return;
    if (!start.moved) plots.setPointerCapture(event.pointerId);
    start.moved = true;
    hide();
    const a = Math.max(LEFT, Math.min(start.x, local(event))), b = Math.min(width - RIGHT, Math.max(start.x, local(event)));
    Object.assign(picked.style, { display: 'block', left: a + 'px', width: Math.max(0, b - a) + 'px' });
  });
  const touchMove = event => {
    if (!start || !fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event.clientX);
    if (start.spread > 0 && fingers.size > 1) {
      const factor = start.spread / Math.max(8, spread());
      const middle = (start.from + start.to) / 2, half = (start.to - start.from) / 2 * factor;
      start.moved = true;
      go(middle - half, middle + half);
    } else if (Math.abs(local(event) - start.x) > 6 || start.moved) {
      start.moved = true;
      const by = (start.x - local(event)) / inner() * (start.to - start.from);
      const fit = Math.max(-start.from, Math.min(whole - start.to, by));
      go(start.from + fit, start.to + fit);
    }
  };
  const released = event => {
    const was = start;
    fingers.delete(event.pointerId);
    if (event.pointerType === 'touch') {
      if (fingers.size === 0) start = null;
      if (was && !was.moved && event.type === 'pointerup') { const found = hover(event); if (found) speak(found); }
      return;
    }
    start = null;
    picked.style.display = 'none';
    if (!was || event.type !== 'pointerup') return;
    if (was.moved) {
      const at = was.strip ? px => (px - LEFT) / inner() * whole : timeAt;
      const a = at(Math.min(was.x, local(event))), b = at(Math.max(was.x, local(event)));
      if (was.strip || b - a > 0) go(Math.max(was.strip ? 0 : from, a), Math.min(was.strip ? whole : to, b));
      return;
    }
    const found = hover(event);
    if (found && found.verdict) location.hash = 'moment-' + found.verdict;
  };
  plots.addEventListener('pointerup', released);
  plots.addEventListener('pointercancel', released);
  plots.addEventListener('pointerleave', event => { if (event.pointerType !== 'touch') hide(); });
  plots.addEventListener('dblclick', event => { if (!event.target.closest('summary')) { shown = null; go(0, whole); } });
  plots.addEventListener('wheel', event => {
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !sideways) return; // the page scrolls
    event.preventDefault();
    if (sideways && !event.ctrlKey) move((event.deltaX || event.deltaY) / 800);
    else zoom(Math.exp(Math.max(-200, Math.min(200, event.deltaY)) / 300), Math.max(from, Math.min(to, timeAt(local(event)))));
  }, { passive: false });
  plots.addEventListener('keydown', event => {
    const plot = event.target.closest('.plot');
    if (!plot || event.ctrlKey || event.metaKey || event.altKey) return;
    const one = plot.row, cursor = one.cursor, middle = cursor && cursor.time >= from && cursor.time <= to ? cursor.time : (from + to) / 2;
    const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (way && event.shiftKey) move(way * .2);
    else if (way) {
      const order = cursor && cursor.order >= 0 ? cursor.order : (one.orders || 1) - 1;
      const found = one.step(cursor, way, one.orders ? (one.orders - 1 - order) * CELL + 1 : undefined);
      if (found) reveal(one, found);
    } else if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && one.orders && cursor) {
      const order = Math.max(0, Math.min(one.orders - 1, cursor.order + (event.key === 'ArrowUp' ? 1 : -1)));
      reveal(one, one.near(cursor.time, (one.orders - 1 - order) * CELL + 1));
    } else if (event.key === '+' || event.key === '=') zoom(.5, middle);
    else if (event.key === '-') zoom(2, middle);
    else if (event.key === '0') { shown = null; go(0, whole); }
    else if (event.key === 'Escape') hide();
    else if (event.key === 'Enter' && cursor && cursor.verdict) location.hash = 'moment-' + cursor.verdict;
    else return;
    event.preventDefault();
  });
  const reveal = (one, found) => {
    if (!found) return;
    if (found.time < from || found.time > to) { const half = (to - from) / 2; go(found.time - half, found.time + half); }
    const box = one.plot.getBoundingClientRect();
    show(one, found, box.left + x(found.time), box.top + (found.box ? found.box.y : 10));
    speak(found);
  };
  plots.addEventListener('focusout', hide);

  // --- size, theme, print ---------------------------------------------------------------------------------------------
  const fit = () => {
    const now = printing ? 690 : Math.floor(plots.clientWidth);
    if (now > 0 && now !== width) { width = now; hide(); draw(); }
  };
  const print = on => {
    if (printing === on) return;
    printing = on;
    document.documentElement.classList.toggle('printing', on);
    document.querySelectorAll('details.for-print').forEach(details => {
      if (on) { details.wasOpen = details.open; details.open = true; } else { details.open = details.wasOpen; }
    });
    width = 0;
    fit();
  };
  new ResizeObserver(() => { if (!printing) fit(); }).observe(plots);
  addEventListener('beforeprint', () => print(true));
  addEventListener('afterprint', () => print(false));
  matchMedia('print').addEventListener('change', event => print(event.matches));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw());
  fit();
  follow();
})();
