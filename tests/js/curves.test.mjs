import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { along, between, path } from '../../static/ui_example/shared/picture/curves.js';

const SIDES = { left: { x: 190, y: 100 }, right: { x: 210, y: 100 } };

describe('the curve of a deal', () => {
  test('begins where the discharging unit hangs on the grid and ends at the near side of the charging one', () => {
    const fromLeft = between({ x: 50, y: 200 }, SIDES, 100, 0);
    const fromRight = between({ x: 500, y: 20 }, SIDES, 100, 0);
    assert.deepEqual([fromLeft.from, fromLeft.to], [{ x: 50, y: 200 }, SIDES.left]);
    assert.deepEqual(fromRight.to, SIDES.right);
  });

  test('of a second deal between the same units is another one', () => {
    const start = { x: 50, y: 200 };
    assert.notEqual(path(between(start, SIDES, 100, 0)), path(between(start, SIDES, 100, 1)));
  });

  test('goes round a unit that is in the same column', () => {
    const { bend } = between({ x: 200, y: -50 }, SIDES, 100, 0);
    assert.ok(bend.every(({ x }) => x > SIDES.right.x));
  });

  test('stays in a picture that is narrow, each beside the one before', () => {
    const farthest = (nth) => Math.max(...Array.from({ length: 21 }, (_, part) => {
      return along(between({ x: 200, y: -50 }, SIDES, 100, nth, 245), part / 20).x;
    }));
    assert.ok(farthest(0) < farthest(1) - 1);
    assert.ok(farthest(1) < farthest(2) - 1);
    assert.ok(farthest(2) < 245);
  });

  test('has an arrow that points the way', () => {
    const curve = { from: { x: 0, y: 0 }, bend: [{ x: 10, y: 0 }, { x: 20, y: 0 }], to: { x: 30, y: 0 } };
    assert.deepEqual(along(curve, 0.5), { x: 15, y: 0, degrees: 0 });
    assert.equal(path(curve), 'M 0.0 0.0 C 10.0 0.0, 20.0 0.0, 30.0 0.0');
  });
});
