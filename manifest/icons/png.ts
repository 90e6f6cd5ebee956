// PNG files of 8-bit RGBA, written and read back. Only what our two icons need: no palette, no interlace, no row filter.
import { crc32 } from 'node:zlib';
import { unzlibSync, zlibSync } from 'fflate';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel: red, green, blue, alpha; rows from the top. */
  readonly pixels: Uint8Array;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const bytesPerPixel = 4;

function toChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

export function toPng(picture: Picture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA, deflate, no filter method, not interlaced
  const stride = picture.width * bytesPerPixel;
  const rows = new Uint8Array((stride + 1) * picture.height);
  for (let y = 0; y < picture.height; y += 1) {
    rows.set(picture.pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  // fflate and not node:zlib: its output doesn't change with the version of Node, and the package must be reproducible.
  const data = zlibSync(rows, { level: 9 });
  return Buffer.concat([
    signature,
    toChunk('IHDR', header),
    toChunk('IDAT', data),
    toChunk('IEND', new Uint8Array()),
  ]);
}

/** Throws on anything but the kind that toPng writes. */
export function readPng(bytes: Uint8Array): Picture {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(signature)) throw new Error('not a PNG file');
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (file[24] !== 8 || file[25] !== 6 || file[28] !== 0) throw new Error('not 8-bit RGBA');
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
  }
  const rows = unzlibSync(Buffer.concat(data));
  const stride = width * bytesPerPixel;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    if (rows[y * (stride + 1)] !== 0) throw new Error('uses a row filter');
    pixels.set(rows.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)), y * stride);
  }
  return { width, height, pixels };
}
