import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { latestTime, outdated, received, remember, silent } from '../../static/ui_example/shared/picture/freshness.js';

const NOW = Date.parse('2026-11-23T06:00:00Z');
const unit = (time, datasetId = NOW) => ({ time, datasetId });
const FIRST = '2020-01-01T00:00:00Z';
const NEXT = '2020-01-01T00:00:30Z';

describe('what is known of units', () => {
  test('a unit missing from a set that is being written keeps its last state', () => {
    const before = remember(new Map(), { E001: unit(FIRST), E002: unit(FIRST) }, 0);
    const after = remember(before, { E002: unit(NEXT) }, 5000);
    assert.deepEqual([...after.keys()], ['E001', 'E002']);
    assert.equal(after.get('E001').document.time, FIRST);
    assert.equal(after.get('E002').document.time, NEXT);
  });

  test('nothing is forgotten by an empty answer', () => {
    const before = remember(new Map(), { E001: unit(FIRST) }, 0);
    assert.equal(remember(before, {}, 5000).size, 1);
    assert.equal(remember(before, null, 5000).size, 1);
  });

  test('a new datasetId with the same time is no new state', () => {
    const before = remember(new Map(), { E001: unit(FIRST) }, 1000);
    assert.equal(remember(before, { E001: unit(FIRST, NOW + 30000) }, 31000).get('E001').changedAt, 1000);
    assert.equal(remember(before, { E001: unit(NEXT, NOW + 30000) }, 31000).get('E001').changedAt, 31000);
  });

  test('a value that is no document is left out', () => {
    assert.equal(remember(new Map(), { E001: null, E002: 7 }, 0).size, 0);
  });

  test('documents without time or datasetId have neither', () => {
    const units = remember(new Map(), { E001: {}, E002: { time: 'no date', datasetId: 'x' } }, 0);
    assert.equal(latestTime(units), null);
    assert.equal(received(units), null);
  });

  test('the latest time and the greatest datasetId count', () => {
    const units = remember(new Map(), { E001: unit(NEXT, NOW - 30000), E002: unit(FIRST, NOW) }, 0);
    assert.equal(latestTime(units), Date.parse(NEXT));
    assert.equal(received(units), NOW);
  });
});

describe('No DATA', () => {
  const units = remember(remember(new Map(), { E001: unit(FIRST), E002: unit(FIRST) }, 0), { E002: unit(NEXT) }, 60000);
  const at = (watched, serverNow = NOW) => [...silent(units, { watched, serverNow, noDataAfterSec: 90 })];

  test('is shown for the unit whose time has stood still for so long', () => {
    assert.deepEqual(at(89999), []);
    assert.deepEqual(at(90000), ['E001']);
    assert.deepEqual(at(150000), ['E001', 'E002']);
  });

  test('is shown for all units when the newest set is too old by the clock of the server', () => {
    assert.deepEqual(at(0, NOW + 90000), []);
    assert.deepEqual(at(0, NOW + 90001), ['E001', 'E002']);
  });

  test('is shown for a unit that never says a time, once it was watched long enough', () => {
    const timeless = remember(remember(new Map(), { E001: { datasetId: NOW } }, 0), { E001: { datasetId: NOW } }, 30000);
    const of = (watched) => silent(timeless, { watched, serverNow: NOW, noDataAfterSec: 90 }).size;
    assert.deepEqual([of(30000), of(90000)], [0, 1]);
  });

  test('is not shown where sets carry no datasetId and times go on', () => {
    const bare = remember(new Map(), { E001: { time: FIRST } }, 0);
    assert.equal(silent(bare, { watched: 1000, serverNow: NOW, noDataAfterSec: 90 }).size, 0);
  });
});

test('the picture is old once the service center has not answered for so long', () => {
  assert.deepEqual([outdated(1000, 90999, 90), outdated(1000, 91000, 90), outdated(null, 91000, 90)], [false, true, false]);
});
