/** Slanted lines, for what is known only to lie somewhere within. */

const STEP = 7;

/** Tiles by colour and width: making one takes longer than filling with it. */
const tiles = new Map<string, HTMLCanvasElement>();

/** Return a pattern of lines of a colour; null where the browser has no more memory for one. */
export function hatch(pen: CanvasRenderingContext2D, colour: string, width: number): CanvasPattern | null {
  const ratio = window.devicePixelRatio || 1;
  const key = `${colour}|${width}|${ratio}`;
  const tile = tiles.get(key) ?? drawTile(colour, width, ratio);
  tiles.set(key, tile);
  const pattern = pen.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, 0, 0]));
  return pattern;
}

function drawTile(colour: string, width: number, ratio: number): HTMLCanvasElement {
  const tile = document.createElement("canvas");
  tile.width = tile.height = Math.round(STEP * ratio);
  const draw = tile.getContext("2d");
  if (!draw) return tile;
  const size = tile.width;
  draw.strokeStyle = colour;
  draw.lineWidth = width * ratio;
  draw.lineCap = "square";
  draw.beginPath();
  // Three lines, so that the corners meet those of the next tile.
  for (const shift of [-size, 0, size]) {
    draw.moveTo(shift, size);
    draw.lineTo(shift + size, 0);
  }
  draw.stroke();
  return tile;
}
