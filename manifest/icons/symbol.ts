// The app's symbol, a patient in bed beneath two lines of a list, drawn into Teams' two icons. Knows nothing of files.
import type { Picture } from './png';

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}
type Colour = readonly [red: number, green: number, blue: number];

const white: Colour = [255, 255, 255];
const accent: Colour = [0x0b, 0x6a, 0x75];
/** The symbol's own square; the outline icon shows it one to one. */
const side = 32;
/** Each pixel is looked at in this many places a side, so that round edges are smooth. */
const samples = 4;

const bullet = (y: number): Bar => ({ x: 1, y, width: 4, height: 4, radius: 2 });
const line = (y: number, width: number): Bar => ({ x: 8, y, width, height: 2, radius: 1 });

const symbol: readonly Bar[] = [
  bullet(1),
  line(2, 23),
  bullet(8),
  line(9, 16),
  { x: 1, y: 15, width: 3, height: 16, radius: 1.5 }, // head of the bed
  { x: 1, y: 25, width: 30, height: 3, radius: 1 }, // mattress
  { x: 28, y: 20, width: 3, height: 11, radius: 1.5 }, // foot of the bed
  { x: 6, y: 18, width: 6, height: 6, radius: 3 }, // the patient's head
  { x: 14, y: 19, width: 12, height: 5, radius: 2.5 }, // under the blanket
];

/** A rounded bar covers the points that are at most `radius` away from its inner, unrounded core. */
function covers(bar: Bar, x: number, y: number): boolean {
  const r = bar.radius;
  const coreX = Math.min(Math.max(x, bar.x + r), bar.x + bar.width - r);
  const coreY = Math.min(Math.max(y, bar.y + r), bar.y + bar.height - r);
  return (x - coreX) ** 2 + (y - coreY) ** 2 <= r * r;
}

/** How much of the pixel that begins at (x, y) of the symbol's square is covered: 0 to 1. */
function coverage(x: number, y: number, scale: number): number {
  let hits = 0;
  for (let sample = 0; sample < samples * samples; sample += 1) {
    const dx = ((sample % samples) + 0.5) / samples / scale;
    const dy = (Math.floor(sample / samples) + 0.5) / samples / scale;
    if (symbol.some((bar) => covers(bar, x + dx, y + dy))) hits += 1;
  }
  return hits / (samples * samples);
}

function draw(
  size: number,
  padding: number,
  toPixel: (covered: number) => readonly [...Colour, number],
): Picture {
  const scale = (size - 2 * padding) / side;
  const pixels = new Uint8Array(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const x = ((at % size) - padding) / scale;
    const y = (Math.floor(at / size) - padding) / scale;
    pixels.set(toPixel(coverage(x, y, scale)), at * 4);
  }
  return { width: size, height: size, pixels };
}

/** 192 × 192: white on the accent colour, with the 48 pixels of room that Teams crops round icons from. */
export function drawColourIcon(): Picture {
  const mix = (from: number, to: number, part: number) => Math.round(from + (to - from) * part);
  return draw(192, 48, (covered) => [
    mix(accent[0], white[0], covered),
    mix(accent[1], white[1], covered),
    mix(accent[2], white[2], covered),
    255,
  ]);
}

/** 32 × 32: nothing but white, more or less opaque, on transparent. */
export function drawOutlineIcon(): Picture {
  return draw(32, 0, (covered) => [...white, Math.round(covered * 255)]);
}
