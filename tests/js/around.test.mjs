import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { around, hanging } from '../../static/ui_example/resident/js/around.js';
import { partners } from '../../static/ui_example/resident/js/partners.js';
import { CELL } from '../../static/ui_example/shared/picture/layout.js';

const ROOM = { width: 1000, height: 700 };
const MASK = '******';
const flow = (from, to) => ({ id: `${from}-${to}`, from, to, state: 'running', currentA: 1, amountWh: 1, agreedWh: 2, startedAt: 0, reportedAgoSec: null });

describe('around the own unit', () => {
  for (const count of [1, 2, 3, 4, 7, 12, 30]) {
    test(`${count} shadows stand in the picture, beside the unit, and none upon another`, () => {
      const { shadows, shadow, size } = around(count, ROOM);
      assert.equal(shadows.length, count);
      for (const { x, y } of shadows) {
        assert.ok(x >= 0 && y >= 0 && x + shadow.width <= size.width && y + shadow.height <= size.height);
        assert.ok(x + shadow.width <= 128.01 || x >= size.width - 128.01, 'it stands clear of the battery');
      }
      shadows.forEach((one, place) => shadows.slice(place + 1).forEach((other) => {
        assert.ok(Math.abs(one.x - other.x) >= shadow.width || Math.abs(one.y - other.y) >= shadow.height);
      }));
    });
  }

  test('the unit stands where it stood, whether there are deals or not', () => {
    const places = [0, 1, 2, 7].map((count) => around(count, ROOM));
    for (const { own, scale, size } of places) assert.deepEqual([own, scale, size], [places[0].own, places[0].scale, places[0].size]);
    assert.equal(places[0].own.x * 2 + CELL.full.width, places[0].size.width, 'in the middle');
  });

  test('it is as large as fits, and never too small to read', () => {
    assert.ok(around(2, ROOM).scale > around(2, { width: 500, height: 400 }).scale);
    assert.ok(around(2, { width: 100, height: 100 }).scale >= 0.8);
  });
});

describe('the way of the energy', () => {
  const [own, shadow] = [{ x: 186, y: 256 }, { x: 40, y: 130 }];

  test('begins and ends at the feet, and hangs below the unit on its way', () => {
    const curve = hanging(own, { left: shadow, right: shadow });
    assert.deepEqual([curve.from, curve.to], [own, shadow]);
    for (const { y } of curve.bend) assert.ok(y > shadow.y);
    assert.ok(curve.bend[0].y > own.y);
  });

  test('is the same in both directions', () => {
    const there = hanging(own, { left: shadow, right: shadow });
    const back = hanging(shadow, { left: own, right: own });
    assert.deepEqual(back.bend, [...there.bend].reverse());
  });
});

describe('whom one shares energy with', () => {
  test('each deal has a shadow of its own, named after its place alone', () => {
    const { shadows, flows } = partners([flow('E001', MASK), flow(MASK, 'E001')], 'E001');
    assert.deepEqual(shadows, [{ id: 'shadow-1', gives: false }, { id: 'shadow-2', gives: true }]);
    assert.deepEqual(flows.map(({ from, to }) => [from, to]), [['E001', 'shadow-1'], ['shadow-2', 'E001']]);
  });

  test('a server that told names would not bring them into the picture', () => {
    assert.doesNotMatch(JSON.stringify(partners([{ ...flow('E001', 'E002'), id: 'd' }], 'E001')), /E002/);
  });

  test('deals of others, or of the unit with itself, have none', () => {
    assert.deepEqual(partners([flow('E001', 'E001'), flow(MASK, MASK)], 'E001'), { shadows: [], flows: [] });
  });
});
