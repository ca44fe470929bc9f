import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dateTime, dayOf, daysBetween, hourOf, isDay, isZone, period, shifted, startOf } from '../../static/ui_example/shared/calendar.js';

const HOUR = 3600_000;
const iso = (ms) => new Date(ms).toISOString();
const hoursOf = (day, zone) => {
  const { from, to } = period(day, day, zone);
  return (to - from) / HOUR;
};

describe('a local day', () => {
  for (const [day, zone, start, hours] of [
    ['2020-01-01', 'Asia/Tokyo', '2019-12-31T15:00:00.000Z', 24],
    ['2020-01-01', 'UTC', '2020-01-01T00:00:00.000Z', 24],
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00.000Z', 23],
    ['2024-10-27', 'Europe/Berlin', '2024-10-26T22:00:00.000Z', 25],
    ['2024-03-10', 'America/New_York', '2024-03-10T05:00:00.000Z', 23],
    ['2024-11-03', 'America/New_York', '2024-11-03T04:00:00.000Z', 25],
    ['2024-04-07', 'Australia/Lord_Howe', '2024-04-06T13:00:00.000Z', 24.5],
    ['2024-09-08', 'America/Santiago', '2024-09-08T04:00:00.000Z', 23], // begins at one o'clock
    ['2024-04-06', 'America/Santiago', '2024-04-06T03:00:00.000Z', 25], // has eleven o'clock at night twice
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0], // never was
    ['2020-01-01', 'Pacific/Kiritimati', '2019-12-31T10:00:00.000Z', 24],
    ['2020-01-01', 'Etc/GMT+12', '2020-01-01T12:00:00.000Z', 24],
    ['2020-02-29', 'Asia/Kathmandu', '2020-02-28T18:15:00.000Z', 24],
  ]) {
    test(`${day} in ${zone} begins at ${start} and has ${hours} hours`, () => {
      assert.equal(iso(startOf(day, zone)), start);
      assert.equal(hoursOf(day, zone), hours);
    });
  }

  test('holds its first instant and not its end', () => {
    for (const [day, zone] of [['2024-10-27', 'Europe/Berlin'], ['2024-09-08', 'America/Santiago'], ['2020-01-01', 'Asia/Tokyo']]) {
      const { from, to } = period(day, day, zone);
      assert.equal(dayOf(from.getTime(), zone), day);
      assert.equal(dayOf(from.getTime() - 1, zone), shifted(day, -1));
      assert.equal(dayOf(to.getTime() - 1, zone), day);
      assert.equal(dayOf(to.getTime(), zone), shifted(day, 1));
    }
  });

  test('a period includes both its ends', () => {
    const { from, to } = period('2020-01-01', '2020-01-07', 'Asia/Tokyo');
    assert.deepEqual([iso(from), iso(to)], ['2019-12-31T15:00:00.000Z', '2020-01-07T15:00:00.000Z']);
  });

  test('an hour that comes twice is the same hour', () => {
    assert.deepEqual(['2024-10-27T00:30:00Z', '2024-10-27T01:30:00Z'].map((text) => hourOf(Date.parse(text), 'Europe/Berlin')), [2, 2]);
    assert.equal(hourOf(Date.parse('2020-01-01T15:00:00Z'), 'Asia/Tokyo'), 0);
  });
});

describe('calendar days', () => {
  test('are counted with both ends, across months and clock changes', () => {
    assert.equal(daysBetween('2020-01-01', '2020-01-01'), 1);
    assert.equal(daysBetween('2020-01-01', '2020-01-09'), 9);
    assert.equal(daysBetween('2024-03-01', '2024-04-01'), 32);
    assert.equal(daysBetween('2020-02-28', '2020-03-01'), 3);
  });

  test('follow one another', () => {
    assert.deepEqual([shifted('2020-02-28', 1), shifted('2020-01-01', -1), shifted('2024-12-31', 1)], ['2020-02-29', '2019-12-31', '2025-01-01']);
  });

  test('are told from what is none', () => {
    assert.deepEqual(['2020-01-31', '2020-02-30', '2020-1-1', '', undefined, '2020-13-01', 'x', '0000-01-01'].map(isDay),
      [true, false, false, false, false, false, false, false]);
  });

  test('are written with the time as in figure 4-9', () => {
    assert.equal(dateTime(Date.parse('2019-12-31T15:30:20Z'), 'Asia/Tokyo'), '2020-01-01 00:30:20');
  });
});

test('zones are told from what is none', () => {
  assert.deepEqual(['Asia/Tokyo', 'UTC', 'Nowhere/City', '<img>'].map(isZone), [true, true, false, false]);
});
