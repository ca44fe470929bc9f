import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { averages, byHour, byUnit, daysOf, documents, liveIds, statusOf, totals } from '../../static/ui_example/shared/deal/rules.js';
import { fields, story } from '../../static/ui_example/shared/deal/story.js';

const NONE = new Set();
const TOKYO = 'Asia/Tokyo';
const plain = (text) => text.replace(/[\u2068\u2069]/g, '');

describe('how a deal ended', () => {
  for (const [words, deal, status] of [
    ['deactivated', { deactivateDateTime: 't' }, 'ok'],
    ['stopped, its deactivation not written', { stopDateTime: 't' }, 'ok'],
    ['aborted', { abortDateTime: 't', deactivateDateTime: 't' }, 'aborted'],
    ['aborted, its date lost', { abortDateTime: null, abortReason: 'E001 : x', stopDateTime: 't' }, 'aborted'],
    ['aborted, only the list left', { abort: [{ dateTime: null, reason: 'x' }] }, 'aborted'],
    ['aborted, then scrammed', { abortDateTime: 't', scramDateTime: 't' }, 'scrammed'],
    ['scrammed, its date lost', { scramReason: '[]' }, 'scrammed'],
    ['without an end, and not reported any more', { startDateTime: 't' }, 'unknown'],
    ['without anything', {}, 'unknown'],
    ['with empty ends', { stopDateTime: null, abortDateTime: null, scramDateTime: null, abort: [] }, 'unknown'],
  ]) test(`${words}: ${status}`, () => assert.equal(statusOf(deal, NONE), status));

  test('reported now: running, unless it has an end', () => {
    const live = liveIds([{ dealId: 'a' }, null, {}, { dealId: 7 }]);
    assert.equal(statusOf({ dealId: 'a' }, live), 'running');
    assert.equal(statusOf({ dealId: 'a', abortDateTime: 't' }, live), 'aborted');
    assert.equal(statusOf({}, live), 'unknown');
    assert.deepEqual([...live], ['a']);
  });
});

describe('what deals add up to', () => {
  const deals = [
    { createDateTime: '2019-12-31T15:00:00Z', cumulateAmountWh: 50, dischargeUnitId: 'E10', chargeUnitId: 'E2', deactivateDateTime: 't' },
    { createDateTime: '2020-01-01T14:59:59Z', cumulateAmountWh: 25.5, dischargeUnitId: 'E2', chargeUnitId: 'E10', abortDateTime: 't' },
    { createDateTime: '2020-01-01T00:10:00Z', cumulateAmountWh: null, chargeUnitId: 'E2', scramDateTime: 't' },
    { cumulateAmountWh: '7', dischargeUnitId: null },
  ];

  test('totals: aborted and scrammed deals count with what they moved', () => {
    assert.deepEqual(totals(deals, NONE), { amountWh: 75.5, deals: 4, aborted: 1, scrammed: 1 });
    assert.deepEqual(totals([], NONE), { amountWh: 0, deals: 0, aborted: 0, scrammed: 0 });
  });

  test('hours are local, and those without a date are in none', () => {
    const hours = byHour(deals, TOKYO);
    assert.equal(hours.length, 24);
    assert.deepEqual([hours[0], hours[9], hours[23]], [50, 0, 25.5]);
  });

  test('averages are over all days from the first deal to the last, both included', () => {
    const range = daysOf({ min: '2019-12-31T15:00:00Z', max: '2020-01-03T16:00:00Z' }, TOKYO);
    assert.deepEqual(range, { first: '2020-01-01', last: '2020-01-04' });
    const line = averages({ 0: 100, 23: 2, x: 5 }, range);
    assert.deepEqual([line[0], line[1], line[23], line.length], [25, 0, 0.5, 24]);
    assert.ok(averages({}, null).every((each) => each === null));
    assert.ok(averages(null, range).every((each) => each === 0));
  });

  test('days differ with the zone they are counted in', () => {
    assert.deepEqual(daysOf({ min: '2019-12-31T15:00:00Z', max: '2019-12-31T16:00:00Z' }, 'UTC'), { first: '2019-12-31', last: '2019-12-31' });
    assert.deepEqual([daysOf({}, TOKYO), daysOf({ min: null, max: null }, TOKYO), daysOf(null, TOKYO)], [null, null, null]);
  });

  test('units are listed as people count them, those without deals too', () => {
    assert.deepEqual(byUnit(deals, ['E3']), [
      { id: 'E2', discharge: 25.5, charge: 50 }, { id: 'E3', discharge: 0, charge: 0 }, { id: 'E10', discharge: 50, charge: 25.5 },
    ]);
  });

  test('to a resident only the own unit is shown', () => {
    const masked = [{ cumulateAmountWh: 9, dischargeUnitId: 'E1', chargeUnitId: '******' }];
    assert.deepEqual(byUnit(masked, ['E1'], true), [{ id: 'E1', discharge: 9, charge: 0 }]);
  });

  test('a unit may be called as a property of every object', () => {
    assert.deepEqual(byUnit([{ cumulateAmountWh: 1, dischargeUnitId: '__proto__', chargeUnitId: 'constructor' }], []).map(({ id }) => id).sort(),
      ['__proto__', 'constructor']);
  });

  test('what is no document is passed over', () => {
    assert.deepEqual(documents([null, 1, { dealId: 'a' }]), [{ dealId: 'a' }]);
    assert.deepEqual(documents({}), []);
  });
});

describe('a deal in words', () => {
  const reader = { zone: TOKYO, name: (id) => `house of ${id}` };

  test('says who gave what to whom, when, and how it ended', () => {
    const deal = {
      dischargeUnitId: 'E1', chargeUnitId: 'E2', requestUnitId: 'E2', acceptUnitId: 'E1', type: 'charge', requestAmountWh: 708, dealAmountWh: 50,
      cumulateAmountWh: 51.79999, startDateTime: '2019-12-31T15:30:20Z', stopDateTime: '2019-12-31T15:42:20Z', abortDateTime: '2019-12-31T15:42:20Z',
      abortReason: 'E1 : dischargeUnitLowerLimitRsoc',
    };
    assert.deepEqual(story(deal, 'aborted', reader).map(plain), [
      'Energy goes from house of E1 to house of E2.',
      'house of E2 requested 708 Wh (charge), house of E1 accepted; 50 Wh were negotiated.',
      '51.8 Wh flowed from 2020-01-01 00:30:20 to 2020-01-01 00:42:20 (12 minutes).',
      'It was aborted at 2020-01-01 00:42:20. Reason: E1 : dischargeUnitLowerLimitRsoc',
    ]);
  });

  test('of which half is missing is still told, without guesses', () => {
    assert.deepEqual(story({}, 'unknown', reader).map(plain), [
      'Energy goes from a unit that is not named to a unit that is not named.',
      'It has no start.',
      'It has ended, for its reports stopped; nobody wrote down with what result.',
    ]);
  });

  test('hides neighbours, and knows no negative durations', () => {
    const deal = { dischargeUnitId: '******', chargeUnitId: 'E1', startDateTime: '2020-01-01T02:00:00Z', stopDateTime: '2020-01-01T00:00:00Z' };
    const words = story(deal, 'ok', reader).map(plain);
    assert.equal(words[0], 'Energy goes from another unit to house of E1.');
    assert.equal(words[1], '-- Wh flowed from 2020-01-01 11:00:00 to 2020-01-01 09:00:00.');
  });

  test('its fields are all there, instants by the clocks of the zone', () => {
    assert.deepEqual(fields({ createDateTime: '2019-12-31T15:30:20Z', stopDateTime: '--', startDateTime: null, reportTime: 0, isMaster: true,
      abort: [{ reason: 'x' }], type: '<b>' }, TOKYO), [
      ['createDateTime', '2020-01-01 00:30:20'], ['stopDateTime', '--'], ['startDateTime', '--'], ['reportTime', '1970-01-01 09:00:00'],
      ['isMaster', 'true'], ['abort', '[{"reason":"x"}]'], ['type', '<b>'],
    ]);
  });
});
