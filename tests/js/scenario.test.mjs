import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actsOf, kindOf, pictureOf, readable, wordsOf } from '../../static/ui_example/resident/js/scenario_rules.js';

const NOTHING = { charge: null, discharge: null };
const up = (limitWh, more = {}) => ({ limitWh, pointPerWh: null, pairUnitId: null, ...more });
const band = (fromWh, toWh, request = {}, accept = {}) => ({ fromWh, toWh, status: 's', request: { ...NOTHING, ...request }, accept: { ...NOTHING, ...accept } });
const range = (start, end, ...bands) => ({ start, end, strategy: 'amount', bands });
const reading = (...timeRanges) => ({ refreshingPeriodMsec: 30000, timeRanges });
const WHOLE = ['00:00:00', '24:00:00'];
const near = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

describe('what a band does', () => {
  for (const [request, accept, acts, kind] of [
    [{}, {}, [], 'rests'],
    [{ charge: up(1) }, {}, ['asks'], 'asks'],
    [{ discharge: up(1) }, {}, ['offers'], 'offers'],
    [{}, { charge: up(1) }, ['takes'], 'takes'],
    [{}, { discharge: up(1) }, ['gives'], 'gives'],
    [{}, { charge: up(1), discharge: up(1) }, ['takes', 'gives'], 'both'],
    [{ charge: up(1) }, { charge: up(1), discharge: up(1) }, ['asks', 'takes', 'gives'], 'asks'],
    [{ discharge: up(1) }, { discharge: up(1) }, ['offers', 'gives'], 'offers'],
  ]) {
    test(`is ${kind} for ${acts.join(', ') || 'nothing'}`, () => {
      assert.deepEqual(actsOf(band(0, 1, request, accept)), acts);
      assert.equal(kindOf(acts), kind);
    });
  }
});

describe('the picture', () => {
  test('has time from left to right and charge from below', () => {
    const { layers, marks } = pictureOf(reading(range('06:00:00', '18:00:00', band(2400, null), band(null, 2400))));
    assert.deepEqual(marks.map(({ wh }) => wh), [0, 2400]);
    near(layers[0].x, 0.25);
    near(layers[0].width, 0.5);
    const [low, high] = layers[0].cells;
    near(low.y + low.height, 1);
    near(high.y, 0);
    near(high.height, low.y);
    assert.ok(low.height > high.height, 'an open end is no half of the battery');
  });

  test('is as high as charges lie apart', () => {
    const { marks } = pictureOf(reading(range(...WHOLE, band(0, 1000), band(1000, 4000))));
    near(marks[1].y, 0.75);
    near(marks[2].y, 0);
  });

  test('leaves no band unseen, however flat', () => {
    const { layers } = pictureOf(reading(range(...WHOLE, band(0, 1), band(1, 2), band(2, 2147483647), band(2147483647, null))));
    for (const { height } of layers[0].cells) assert.ok(height > 0.05);
  });

  test('is painted so that of ranges that overlap the first is seen', () => {
    const { layers } = pictureOf(reading(range('00:00:00', '12:00:00', band(50, null, { charge: up(1) }), band(null, 60)), range('06:00:00', '24:00:00', band(null, null))));
    assert.deepEqual(layers.map(({ x }) => x), [0.25, 0], 'the later range first');
    assert.equal(layers[1].cells.at(-1).kind, 'asks', 'the first band last');
  });

  test('has nothing where nothing lies between the bounds', () => {
    const { layers } = pictureOf(reading(range(...WHOLE, band(null, 0), band(5, 5), band(0, null))));
    assert.equal(layers[0].cells.length, 1);
  });

  test('of one band at any charge is one cell', () => {
    const [{ cells: [only] }] = pictureOf(reading(range(...WHOLE, band(null, null)))).layers;
    assert.deepEqual([only.x, only.y, only.width, only.height], [0, 0, 1, 1]);
  });
});

describe('in words', () => {
  test('a band says from when to when it does what', () => {
    const told = wordsOf(reading(range('06:00:00', '22:30:15',
      band(4320, null, { discharge: up(4320) }, { discharge: up(3600, { pointPerWh: 12.5 }) }), band(2400, 4320), band(null, 2400, { charge: up(3600, { pairUnitId: 'E002' }) }))));
    assert.deepEqual(told, [{
      time: 'From 06:00 to 22:30:15',
      bands: [
        'from 4,320 Wh up: offers others energy, down to 4,320 Wh; gives when others ask, down to 3,600 Wh, for 12.5 points per Wh',
        '2,400 to 4,320 Wh: no deals',
        'below 2,400 Wh: asks others for energy, up to 3,600 Wh, with \u2068E002\u2069 only',
      ],
      strategy: 'Among several answers the one with most energy is taken.',
    }]);
  });

  test('the whole day, any charge, and no strategy where nothing is asked', () => {
    assert.deepEqual(wordsOf(reading(range(...WHOLE, band(null, null)))), [{ time: 'The whole day', bands: ['at any charge: no deals'], strategy: '' }]);
  });
});

describe('the stored text', () => {
  for (const [data, text] of [['{"a":1}', '{\n  "a": 1\n}'], ['{"a":1,\n"a":2}', '{"a":1,\n"a":2}'], ['no JSON', 'no JSON'], [null, ''], ['{"a":1}\n', '{\n  "a": 1\n}']]) {
    test(`${JSON.stringify(data)} is shown readable`, () => assert.equal(readable(data), text));
  }
});
