import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { averages, days, daysOf, duration, percent, placed } from '../../static/ui_example/staff/js/availability/rules.js';

const TOKYO = 'Asia/Tokyo';
const unit = (rate, upSec = 0, downSec = 0) => ({ rate, upSec, downSec, totalSec: upSec + downSec });

describe('averages', () => {
  test('are over the units that there are data of', () => {
    assert.deepEqual(averages([unit(1, 100), unit(0.5, 50, 50), unit(null)]), {
      units: 3, known: 2, totalSec: 100, upSec: 75, downSec: 25, rate: 0.75,
    });
  });

  test('are none without data', () => {
    assert.deepEqual(averages([unit(null)]), { units: 1, known: 0, totalSec: null, upSec: null, downSec: null, rate: null });
  });
});

describe('figures', () => {
  test('a rate is cut, so that 100 % means no downtime at all', () => {
    assert.deepEqual([1, 0.99999, 0.9954, 0.07, 0, null].map(percent), [100, 99.99, 99.54, 7, 0, null]);
  });

  test('a duration is days, hours, minutes and seconds', () => {
    assert.deepEqual([0, 59.6, 3661, 90061].map(duration), [
      { days: 0, rest: '00:00:00' }, { days: 0, rest: '00:01:00' }, { days: 0, rest: '01:01:01' }, { days: 1, rest: '01:01:01' },
    ]);
    assert.equal(daysOf(43200), 0.5);
  });
});

describe('bars', () => {
  const from = Date.parse('2020-01-01T00:00:00Z');
  const stretch = (begin, end, state) => ({ from: new Date(from + begin).toISOString(), until: new Date(from + end).toISOString(), state });

  test('stretches lie where they were', () => {
    assert.deepEqual(placed([stretch(0, 500, 'up'), stretch(500, 1000, 'noData')], from, from + 1000, 100), [
      { x: 0, width: 50, state: 'up' }, { x: 50, width: 50, state: 'noData' },
    ]);
  });

  test('a short outage is seen, and stays within the bar', () => {
    assert.deepEqual(placed([stretch(999, 1000, 'down')], from, from + 1000, 100), [{ x: 98, width: 2, state: 'down' }]);
  });
});

describe('days', () => {
  const now = Date.parse('2020-01-10T12:00:00Z');

  test('are the last week that there are data of, where none are asked for', () => {
    assert.deepEqual(days(undefined, undefined, { min: null, max: null }, TOKYO, now), {
      first: '2020-01-04', last: '2020-01-10', wrong: '', backwards: false, newest: '2020-01-10',
    });
    assert.equal(days(undefined, undefined, { max: '2019-12-31T15:00:00Z' }, TOKYO, now).last, '2020-01-01');
  });

  test('are those asked for', () => {
    const asked = days('2020-01-01', '2020-01-02', {}, TOKYO, now);
    assert.deepEqual([asked.first, asked.last, asked.backwards], ['2020-01-01', '2020-01-02', false]);
  });

  test('what is no date, and what goes backwards, is told', () => {
    assert.equal(days('2020-02-30', '2020-03-01', {}, TOKYO, now).wrong, '2020-02-30');
    assert.equal(days('2020-01-02', '2020-01-01', {}, TOKYO, now).backwards, true);
  });
});
