// What Teams demands of the two icons, read from their pixels. Knows nothing of how they were drawn.
import { type Picture, readPng } from './png';

function pixelsOf(picture: Picture): Uint8Array[] {
  return Array.from({ length: picture.width * picture.height }, (_, at) =>
    picture.pixels.subarray(at * 4, at * 4 + 4),
  );
}

function sizeFault(name: string, picture: Picture, side: number): string[] {
  const isRight = picture.width === side && picture.height === side;
  return isRight ? [] : [`${name}: ${side} × ${side} pixels, not ${picture.width} × ${picture.height}.`];
}

function colourFaults(picture: Picture): string[] {
  const faults = sizeFault('colour icon', picture, 192);
  const pixels = pixelsOf(picture);
  const edge = pixels.filter((_pixel, at) => at < picture.width || at % picture.width === 0);
  const isPlain = edge.every((pixel) => pixel.join() === edge[0]?.join());
  if (!isPlain) faults.push('colour icon: one plain colour, or nothing, along its edge.');
  if (pixels.every((pixel) => pixel.join() === edge[0]?.join())) faults.push('colour icon: shows nothing.');
  return faults;
}

function outlineFaults(picture: Picture): string[] {
  const faults = sizeFault('outline icon', picture, 32);
  const pixels = pixelsOf(picture);
  if (pixels.some(([red, green, blue]) => red !== 255 || green !== 255 || blue !== 255)) {
    faults.push('outline icon: white (255, 255, 255) only.');
  }
  if (!pixels.some((pixel) => pixel[3] === 255)) faults.push('outline icon: shows nothing.');
  if (!pixels.some((pixel) => pixel[3] === 0)) faults.push('outline icon: transparent behind the symbol.');
  return faults;
}

export function lintIcons(colour: Uint8Array | undefined, outline: Uint8Array | undefined): string[] {
  return [
    ...(colour ? colourFaults(readPng(colour)) : []),
    ...(outline ? outlineFaults(readPng(outline)) : []),
  ];
}
