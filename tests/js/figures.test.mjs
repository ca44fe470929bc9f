import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inWords, level, measured, percent } from '../../static/ui_example/shared/picture/format.js';
import { figures } from '../../static/ui_example/shared/picture/reading.js';

const DOCUMENT = {
  emu: { pvc_charge_power: 0, ups_input_voltage: 102.8, ups_output_power: 138.06, ups_output_voltage: 102.8 },
  dcdc: { status: { status: '0x0014', operationMode: 'Grid Autonomy' }, meter: { vg: 330, wg: 330 }, powermeter: { p2: 12.5 } },
  battery: { rsoc: 30 },
  oesunit: { id: 'E001', display: 'auto-E001' },
  apis: { is_grid_master: true, operation_mode: { effective: 'autonomous' } },
};

describe('the figures of a unit', () => {
  test('come from its document', () => {
    assert.deepEqual(figures('E001', DOCUMENT, 'house001'), {
      id: 'E001', name: 'house001', rsoc: 30, pvW: 0, acV: 102.8, acW: 12.5, loadW: 138.06, loadV: 102.8, gridV: 330, gridW: 330,
      isGridMaster: true, isVoltageReference: true, mode: '',
    });
  });

  test('the registered name is the name, then the one of the document, then the id', () => {
    assert.equal(figures('E001', DOCUMENT, 'house001').name, 'house001');
    assert.equal(figures('E001', DOCUMENT).name, 'auto-E001');
    assert.equal(figures('E001', {}).name, 'E001');
  });

  test('a converter nested once more is found', () => {
    const unit = figures('E001', { dcdc: { dcdc: DOCUMENT.dcdc, battery: { rsoc: 44 } }, battery: { rsoc: null } });
    assert.deepEqual([unit.gridV, unit.isVoltageReference, unit.rsoc], [330, true, 44]);
  });

  for (const broken of [{}, { emu: null, dcdc: null, battery: null, oesunit: null, apis: null }, { emu: 1, dcdc: 'x', battery: [], apis: true },
    { battery: { rsoc: '30' }, emu: { pvc_charge_power: NaN } }]) {
    test(`nothing is invented for ${JSON.stringify(broken)}`, () => {
      const unit = figures('E001', broken);
      assert.deepEqual([unit.rsoc, unit.pvW, unit.gridW, unit.isGridMaster, unit.mode], [null, null, null, false, '']);
      assert.doesNotMatch(inWords(unit, false), /NaN|undefined|null/);
    });
  }

  test('only a mode other than autonomous is named', () => {
    assert.equal(figures('E001', { apis: { operation_mode: { effective: 'heteronomous' } } }).mode, 'heteronomous');
  });
});

describe('figures as text', () => {
  for (const [value, text] of [[0, '0W'], [-0, '0W'], [-0.001, '0W'], [330, '330W'], [-660, '-660W'], [138.06, '138.1W'], [442.27, '442.3W'], [228.7, '228.7W'], [0.1 + 0.2, '0.3W'],
    [null, '--W'], [undefined, '--W'], [NaN, '--W'], [Infinity, '--W']]) {
    test(`${value} W is ${text}`, () => assert.equal(measured(value, 'W'), text));
  }

  test('a state of charge is whole per cent', () => {
    assert.deepEqual([percent(29.6), percent(null), percent(100)], ['30%', '--%', '100%']);
  });

  for (const [rsoc, is] of [[null, 'unknown'], [0, 'low'], [19.99, 'low'], [20, 'middle'], [49.9, 'middle'], [50, 'high'], [100, 'high']]) {
    test(`${rsoc} % is ${is}`, () => assert.equal(level(rsoc), is));
  }

  test('a unit in words says what the picture shows', () => {
    assert.equal(inWords(figures('E001', DOCUMENT, 'house001'), true),
      'house001, No DATA, last known state, grid master, voltage reference, battery 30 %, solar 0 W, AC input 102.8 V 12.5 W, '
      + 'load 138.1 W 102.8 V, grid 330 V charging 330 W');
    const discharging = { ...DOCUMENT, dcdc: { meter: { vg: 330, wg: -660 } } };
    assert.match(inWords(figures('E001', discharging), false), /grid 330 V discharging 660 W$/);
  });
});
