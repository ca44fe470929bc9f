import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addresses, daysOf, isParked, monitors, parted, records, silence, text } from '../../static/ui_example/staff/js/monitoring/rules.js';
import { en, ja } from '../../static/ui_example/shared/texts/monitoring.js';

const TOKYO = 'Asia/Tokyo';
const SIX = ['apis_main_alive', 'apis_ccc_alive', 'grid_master_alive', 'apis_main_severe', 'apis_ccc_severe', 'apis_log_severe'];

describe('answers', () => {
  test('only records count, whatever came', () => {
    assert.deepEqual(records([{ id: 1 }, null, 'x', 7]), [{ id: 1 }]);
    for (const answer of [null, undefined, 'gone', { id: 1 }]) assert.deepEqual(records(answer), []);
  });

  test('values are texts; what is none is empty', () => {
    assert.deepEqual([null, undefined, 7, 'x', ['y']].map(text), ['', '', '7', 'x', '["y"]']);
  });

  test('recipients may be missing', () => {
    assert.deepEqual(addresses(['a@x', 7]), ['a@x', '7']);
    assert.deepEqual(addresses(null), []);
  });
});

describe('failures', () => {
  test('our own blindness stands apart', () => {
    const failures = [{ id: 1, type: 'apis_ccc_alive' }, { id: 2, type: 'service_center' }, { id: 3 }];
    assert.deepEqual(parted(failures), { blind: [failures[1]], others: [failures[0], failures[2]] });
  });

  for (const [words, blind, on, said] of [
    ['nobody could have seen one', 1, [true, true], 'noneKnown'],
    ['nobody could have seen one, and not all looked', 1, [true, false], 'noneKnown'],
    ['not all looked', 0, [true, false], 'noneSeen'],
    ['all looked', 0, [true, true], 'noneOpen'],
  ]) test(`that there are none is said with care where ${words}`, () => {
    assert.equal(silence(blind, on.map((isOn) => ({ type: 'x', isOn, last: null }))), said);
  });
});

describe('monitors', () => {
  test('each has its last switch, or none', () => {
    const last = [{ type: 'b', who: 'admin', at: 't', isActive: false }, null, { type: 'gone', who: 'x', at: 't', isActive: true }];
    assert.deepEqual(monitors([{ type: 'a', isActive: true }, { type: 'b', isActive: false }, { type: 'c', isActive: 'yes' }], last), [
      { type: 'a', isOn: true, last: null },
      { type: 'b', isOn: false, last: { who: 'admin', at: 't', isOn: false } },
      { type: 'c', isOn: false, last: null },
    ]);
    assert.deepEqual(monitors(null, undefined), []);
  });

  test('each of the six has words in both languages, and so has our blindness', () => {
    for (const type of [...SIX, 'service_center']) {
      for (const texts of [en, ja]) assert.notEqual(texts.type(type), '');
    }
    assert.equal(en.type('of_tomorrow'), '');
  });

  test('so has every job', () => {
    for (const name of [...SIX, 'downtime', 'deliver', 'purge', 'ensure_indexes']) {
      for (const texts of [en, ja]) assert.notEqual(texts.job(name), '');
    }
  });
});

describe('days', () => {
  const bounds = ({ from, to }) => [from, to].map((each) => each?.toISOString() ?? null);

  test('without days there are no bounds', () => {
    const days = daysOf(TOKYO);
    assert.deepEqual(bounds(days), [null, null]);
    assert.deepEqual([days.first, days.last, days.wrong, days.backwards], ['', '', '', false]);
  });

  test('the last day is included, by the clocks of the zone', () => {
    assert.deepEqual(bounds(daysOf(TOKYO, '2020-11-24', '2020-11-24')), ['2020-11-23T15:00:00.000Z', '2020-11-24T15:00:00.000Z']);
  });

  test('either bound may be left out', () => {
    assert.deepEqual(bounds(daysOf(TOKYO, '2020-11-24', '')), ['2020-11-23T15:00:00.000Z', null]);
    assert.deepEqual(bounds(daysOf(TOKYO, '', '2020-11-24')), [null, '2020-11-24T15:00:00.000Z']);
  });

  test('a day of 23 hours and one of 25 are whole', () => {
    assert.deepEqual(bounds(daysOf('Europe/Berlin', '2024-03-31', '2024-03-31')), ['2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z']);
    assert.deepEqual(bounds(daysOf('Europe/Berlin', '2024-10-27', '2024-10-27')), ['2024-10-26T22:00:00.000Z', '2024-10-27T23:00:00.000Z']);
  });

  test('what is no date is named and bounds nothing', () => {
    assert.deepEqual([daysOf(TOKYO, '2020-02-31').wrong, daysOf(TOKYO, '2020-02-01', 'x').wrong], ['2020-02-31', 'x']);
    assert.deepEqual(bounds(daysOf(TOKYO, '2020-02-31')), [null, null]);
  });

  test('the last must not come before the first', () => {
    assert.equal(daysOf(TOKYO, '2020-02-02', '2020-02-01').backwards, true);
    assert.equal(daysOf(TOKYO, '2020-02-01', '2020-02-01').backwards, false);
  });

  test('the last day there is has no end', () => {
    assert.deepEqual(bounds(daysOf(TOKYO, '', '9999-12-31')), [null, null]);
    assert.equal(daysOf(TOKYO, '', '9999-12-31').last, '9999-12-31');
  });
});

test('mail that is parked waits for somebody', () => {
  assert.equal(isParked({ parked: '2020-01-01T00:00:00Z' }), true);
  for (const notice of [{ parked: null }, {}, { parked: '' }]) assert.equal(isParked(notice), false);
});
