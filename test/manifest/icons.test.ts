import { expect, it } from 'vitest';
import { readPng, toPng } from '../../manifest/icons/png';
import { drawColourIcon, drawOutlineIcon } from '../../manifest/icons/symbol';

const pixel = (picture: { width: number; pixels: Uint8Array }, x: number, y: number) => [
  ...picture.pixels.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 4),
];

it('the outline icon is pure white wherever it shows, on alpha 0', () => {
  const icon = drawOutlineIcon();
  expect([icon.width, icon.height]).toEqual([32, 32]);
  expect(pixel(icon, 0, 0)).toEqual([255, 255, 255, 0]);
  expect(pixel(icon, 16, 26)).toEqual([255, 255, 255, 255]); // the mattress
  for (let at = 0; at < icon.pixels.length; at += 4) {
    expect([...icon.pixels.subarray(at, at + 3)]).toEqual([255, 255, 255]);
  }
});

it('the outline icon reaches its edges: Teams adds no padding of its own', () => {
  const icon = drawOutlineIcon();
  const columns = [1, 30].map((x) => Array.from({ length: 32 }, (_, y) => pixel(icon, x, y)[3]));
  for (const column of columns) expect(Math.max(...column.map(Number))).toBe(255);
});

it('the colour icon keeps 48 pixels of plain colour around a white symbol', () => {
  const icon = drawColourIcon();
  expect([icon.width, icon.height]).toEqual([192, 192]);
  expect(pixel(icon, 48 + 3 * 16, 48 + 3 * 26)).toEqual([255, 255, 255, 255]);
  for (let at = 0; at < 192; at += 1) {
    for (const edge of [0, 47, 144, 191]) expect(pixel(icon, at, edge)).toEqual([0x0b, 0x6a, 0x75, 255]);
  }
});

it('a PNG that is written is read back to the same pixels', () => {
  const icon = drawColourIcon();
  expect(readPng(toPng(icon))).toEqual(icon);
});

it('what is no PNG is refused in words', () => {
  expect(() => readPng(Buffer.from('GIF89a, and more than eight bytes'))).toThrow('not a PNG');
});
