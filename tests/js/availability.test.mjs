import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { averages, countedSec, days, daysOf, duration, percent, placed } from '../../static/ui_example/staff/js/availability/rules.js';

const TOKYO = 'Asia/Tokyo';
const unit = (rate, upSec = 0, downSec = 0, noDataSec = 0) => ({ rate, upSec, downSec, noDataSec, totalSec: upSec + downSec + noDataSec });

describe('averages', () => {
  test('are over the units that there are data of', () => {
    assert.deepEqual(averages([unit(1, 20, 0, 80), unit(0.5, 50, 50), unit(null, 0, 0, 100)]), {
      units: 3, known: 2, totalSec: 100, upSec: 35, downSec: 25, noDataSec: 40, rate: 35 / 60,
    });
  });

  test('are none without data', () => {
    assert.deepEqual(averages([unit(null)]), { units: 1, known: 0, totalSec: 0, upSec: 0, downSec: 0, noDataSec: 0, rate: null });
  });
});

describe('figures', () => {
  test('a rate is cut, so that 100 % means no downtime at all', () => {
    assert.deepEqual([1, 0.99999, 0.9954, 0.07, 0, null].map(percent), [100, 99.99, 99.54, 7, 0, null]);
  });

  test('a duration is hours, minutes and seconds, whole ones', () => {
    assert.deepEqual([0, 59.6, 3661, 90061].map(duration), [
      { hours: 0, minutes: 0, seconds: 0 }, { hours: 0, minutes: 1, seconds: 0 },
      { hours: 1, minutes: 1, seconds: 1 }, { hours: 25, minutes: 1, seconds: 1 },
    ]);
  });

  test('days are those of the calendar, begun ones too, however long they are', () => {
    assert.equal(daysOf({ from: '2020-01-01T15:00:00Z', until: '2020-01-03T15:00:00Z' }, TOKYO), 2);
    assert.equal(daysOf({ from: '2020-03-28T23:00:00Z', until: '2020-03-29T22:00:00Z' }, 'Europe/Berlin'), 1);
    assert.equal(daysOf({ from: '2020-10-24T22:00:00Z', until: '2020-10-25T23:00:00Z' }, 'Europe/Berlin'), 1);
    assert.equal(daysOf({ from: '2020-01-01T15:00:00Z', until: '2020-01-02T15:00:01Z' }, TOKYO), 2);
  });

  test('of a downtime counts what lies in the period', () => {
    const whole = { from: '2020-01-01T15:00:00Z', until: '2020-01-02T15:00:00Z' };
    const down = (downDateTime, recoveryDateTime) => countedSec({ downDateTime, recoveryDateTime }, whole);
    assert.equal(down('2020-01-01T14:00:00Z', '2020-01-01T15:00:30Z'), 30);
    assert.equal(down('2020-01-02T14:00:00Z', '2020-01-09T00:00:00Z'), 3600);
    assert.equal(down('2020-01-02T14:59:00Z', null), 60);
    assert.equal(down('2020-01-05T00:00:00Z', '2020-01-06T00:00:00Z'), 0);
  });
});

describe('bars', () => {
  const from = Date.parse('2020-01-01T00:00:00Z');
  const stretch = (begin, end, state) => ({ from: new Date(from + begin).toISOString(), until: new Date(from + end).toISOString(), state });

  test('stretches lie where they were', () => {
    const [up, none] = [stretch(0, 500, 'up'), stretch(500, 1000, 'noData')];
    assert.deepEqual(placed([up, none], from, from + 1000, 100), [
      { x: 0, width: 50, y: 3, height: 7, stretch: up }, { x: 50, width: 50, y: 8.5, height: 1.5, stretch: none },
    ]);
  });

  test('a short outage is seen, and stays within the bar', () => {
    const down = stretch(999, 1000, 'down');
    assert.deepEqual(placed([down], from, from + 1000, 100), [{ x: 99.5, width: 0.5, y: 0, height: 10, stretch: down }]);
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
