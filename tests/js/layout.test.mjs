import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CELL, arrange, ordered } from '../../static/ui_example/shared/picture/layout.js';

const LAPTOP = { width: 972, height: 690 };
const WALL = { width: 1630, height: 980 };
const PHONE = { width: 336, height: 620 };

describe('the layout of units', () => {
  for (const [name, window] of Object.entries({ LAPTOP, WALL, FIGURE: { width: 616, height: 683 } })) {
    test(`four units stand two by two as in figure 4-5 (${name})`, () => {
      const { columns, rows, detail } = arrange(4, window);
      assert.deepEqual([columns, rows, detail], [2, 2, 'full']);
    });
  }

  for (const window of [LAPTOP, WALL, PHONE]) {
    test(`1 to 100 units neither overlap nor leave a picture of ${window.width} px`, () => {
      for (let count = 1; count <= 100; count += 1) {
        const layout = arrange(count, window);
        const [width, height] = [CELL[layout.detail].width * layout.scale, CELL[layout.detail].height * layout.scale];
        assert.equal(layout.places.length, count);
        layout.places.forEach(({ x, y }, place) => {
          assert.ok(x >= 0 && x + width <= layout.width + 0.01, `${count} units: unit ${place} leaves at the side`);
          assert.ok(y >= 0 && y + height <= layout.height + 0.01, `${count} units: unit ${place} leaves below`);
          const next = layout.places[place + 1];
          if (next && next.y === y) assert.ok(next.x >= x + width - 0.01, `${count} units: ${place} overlaps its neighbour`);
          const below = layout.places[place + layout.columns];
          if (below) assert.ok(below.y >= y + height - 0.01, `${count} units: ${place} overlaps the one below`);
        });
      }
    });

    test(`text never gets smaller than 9 px in a window of ${window.width} px`, () => {
      for (let count = 1; count <= 100; count += 1) {
        const { detail, scale } = arrange(count, window);
        assert.ok((detail === 'full' ? 13 : 11) * scale >= 9, `${count} units: scale ${scale}`);
      }
    });
  }

  test('a hundred units fit a laptop and a wall screen without scrolling', () => {
    for (const window of [LAPTOP, WALL]) assert.ok(arrange(100, window).height <= window.height);
  });

  test('a phone is scrolled, never sideways', () => {
    const { width, height } = arrange(100, PHONE);
    assert.ok(width <= PHONE.width);
    assert.ok(height > PHONE.height);
  });

  test('no unit at all is a picture too', () => {
    assert.deepEqual(arrange(0, LAPTOP).places, []);
  });

  test('the line that joins the rows is right of every unit and in the picture', () => {
    const layout = arrange(25, LAPTOP);
    const right = Math.max(...layout.places.map(({ x }) => x)) + CELL[layout.detail].width * layout.scale;
    assert.ok(layout.bus >= right - 0.01 && layout.bus <= layout.width);
  });

  test('units are ordered as people count', () => {
    assert.deepEqual(ordered(['E10', 'E2', 'E1']), ['E1', 'E2', 'E10']);
  });
});
