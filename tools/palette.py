"""Small PNG files: a screenshot in 256 of its colours, a byte a pixel, half the size or less.

Half of the colours are the most frequent ones, half those that are furthest from what was chosen before: a small green
dot must not turn grey.
The browser that took the picture counts the colours, because it can read a PNG; writing one needs only zlib.
"""

import base64
import struct
import zlib
from dataclasses import dataclass

from playwright.sync_api import Page

REDUCE = """async data => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const bytes = brush.getImageData(0, 0, image.width, image.height).data;
  const colours = new Uint32Array(bytes.length / 4), seen = new Map();
  for (let i = 0; i < colours.length; i++) {
    const colour = colours[i] = bytes[4 * i] << 16 | bytes[4 * i + 1] << 8 | bytes[4 * i + 2];
    seen.set(colour, (seen.get(colour) || 0) + 1);
  }
  const all = [...seen.keys()].sort((a, b) => seen.get(b) - seen.get(a) || a - b);
  const apart = (a, b) => [16, 8, 0].reduce((sum, s) => sum + ((a >> s & 255) - (b >> s & 255)) ** 2, 0);
  const palette = all.slice(0, 128), rest = all.slice(128);
  const far = rest.map(c => Math.min(...palette.map(p => apart(c, p))));
  while (palette.length < 256 && rest.length) {
    const next = far.reduce((best, _, i) => far[i] > far[best] ? i : best, 0);
    if (!far[next]) break;
    palette.push(rest[next]);
    rest.forEach((c, i) => { far[i] = Math.min(far[i], apart(c, rest[next])); });
  }
  const nearest = c => palette.reduce((best, p, i) => apart(c, p) < apart(c, palette[best]) ? i : best, 0);
  const place = new Map(palette.map((colour, i) => [colour, i]));
  let text = '';
  for (const colour of colours) {
    if (!place.has(colour)) place.set(colour, nearest(colour));
    text += String.fromCharCode(place.get(colour));
  }
  return { width: image.width, height: image.height, palette, pixels: btoa(text) };
}"""


@dataclass(frozen=True)
class Reduced:
    width: int
    height: int
    palette: list[int]  # each 0xRRGGBB
    pixels: bytes  # places in the palette, row by row


def reduced(page: Page, png: bytes) -> Reduced:
    found = page.evaluate(REDUCE, base64.b64encode(png).decode())
    return Reduced(found["width"], found["height"], found["palette"], base64.b64decode(found["pixels"]))


def png_of(picture: Reduced) -> bytes:
    """The file: signature, header (8 bits, indexed), palette, rows each led by "no filter", end."""
    rows = (
        b"\0" + picture.pixels[start : start + picture.width] for start in range(0, len(picture.pixels), picture.width)
    )
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 8, 3, 0, 0, 0)),
        (b"PLTE", b"".join(colour.to_bytes(3) for colour in picture.palette)),
        (b"IDAT", zlib.compress(b"".join(rows), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
