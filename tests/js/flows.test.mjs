import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flows, inWords, pace } from '../../static/ui_example/shared/picture/flows.js';

const NOW = { serverNow: Date.parse('2026-11-23T06:00:00Z'), unheardAfterSec: 90 };
const REPORTED = NOW.serverNow / 1000 - 20;
const DEAL = {
  dealId: 'd1', dischargeUnitId: 'E002', chargeUnitId: 'E001', dealGridCurrentA: 1, dealAmountWh: 50, cumulateAmountWh: 12.5,
  activateDateTime: '2020-01-09T19:20:00Z', startDateTime: '2020-01-09T19:24:00Z', reportTime: REPORTED,
};
const of = (...deals) => flows(deals, NOW);
const { startDateTime, ...ACTIVATED } = DEAL;

describe('the flows of live deals', () => {
  test('a started deal flows from the discharging to the charging unit', () => {
    const [flow] = of(DEAL);
    assert.deepEqual([flow.from, flow.to, flow.state], ['E002', 'E001', 'running']);
    assert.equal(flow.startedAt, Date.parse(startDateTime));
  });

  for (const end of ['stopDateTime', 'deactivateDateTime', 'abortDateTime', 'scramDateTime']) {
    test(`a deal with ${end} does not flow, one where it is null does`, () => {
      assert.deepEqual(of({ ...DEAL, [end]: '2020-01-09T19:30:00Z' }), []);
      assert.equal(of({ ...DEAL, [end]: null })[0].state, 'running');
    });
  }

  test('an activated deal waits', () => {
    assert.equal(of(ACTIVATED)[0].state, 'waiting');
    assert.equal(of({ ...ACTIVATED, startDateTime: null })[0].state, 'waiting');
  });

  test('a deal that is no longer reported is unheard: its end may never have been written', () => {
    const reported = (secondsAgo) => of({ ...DEAL, reportTime: NOW.serverNow / 1000 - secondsAgo })[0].state;
    assert.deepEqual([reported(90), reported(91), reported(299)], ['running', 'unheard', 'unheard']);
  });

  test('a report older than the live list holds tells of clocks, not of the deal', () => {
    assert.equal(of({ ...DEAL, reportTime: NOW.serverNow / 1000 - 4000 })[0].state, 'running');
    assert.equal(of({ ...DEAL, reportTime: undefined })[0].state, 'running');
  });

  test('a deal stored twice flows once, as last reported', () => {
    const list = of({ ...DEAL, cumulateAmountWh: 20, reportTime: REPORTED }, { ...DEAL, cumulateAmountWh: 9, reportTime: REPORTED - 30 });
    assert.deepEqual(list.map(({ amountWh }) => amountWh), [20]);
  });

  test('deals without an id are different deals', () => {
    assert.equal(of({ ...DEAL, dealId: null }, { ...DEAL, dealId: undefined }).length, 2);
  });

  test('running deals come first, in the order in which they started', () => {
    const later = { ...DEAL, dealId: 'd2', startDateTime: '2020-01-09T20:00:00Z' };
    assert.deepEqual(of({ ...ACTIVATED, dealId: 'd0' }, later, DEAL).map(({ id }) => id), ['d1', 'd2', 'd0']);
  });

  test('what is no deal is left out', () => {
    assert.deepEqual(flows(null, NOW), []);
    assert.deepEqual(of(null, {}, { dealId: 'd', dischargeUnitId: 'E001' }), []);
  });
});

describe('a deal in words', () => {
  test('says how much so far, how much agreed, and since when', () => {
    const [amount, started] = inWords(of(DEAL)[0]);
    assert.equal(amount, '12.5 Wh of 50 Wh');
    assert.match(started, /^started 1\/\d+ \d+:24 GMT/);
  });

  test('says that a deal has not started', () => {
    assert.deepEqual(inWords(of(ACTIVATED)[0]), ['50 Wh agreed', 'not started yet']);
  });

  test('says when an unheard deal was last reported', () => {
    assert.match(inWords(of({ ...DEAL, reportTime: NOW.serverNow / 1000 - 120 })[0])[1], /, last report 2 minutes ago$/);
  });

  test('never says NaN or undefined', () => {
    const words = inWords(of({ dealId: 'd', dischargeUnitId: 'E001', chargeUnitId: 'E002', startDateTime: 'x' })[0]).join();
    assert.equal(words, '-- Wh of -- Wh,');
  });
});

test('more current moves faster, within what eyes can follow', () => {
  assert.ok(pace(2) < pace(1));
  assert.ok(pace(0) <= 5 && pace(1000) >= 0.1);
});
