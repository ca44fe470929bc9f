/**
 * One unit data document → the figures the picture shows. Any member may be missing, null, or of another kind.
 * Touches no document (of the browser).
 */

const VOLTAGE_REFERENCE = '0x0014';

/**
 * @typedef {object} Figures  W, V and %; null = not known
 * @property {string} id
 * @property {string} name
 * @property {number | null} rsoc
 * @property {number | null} pvW
 * @property {number | null} acV
 * @property {number | null} acW
 * @property {number | null} loadW
 * @property {number | null} loadV
 * @property {number | null} gridV
 * @property {number | null} gridW  + charging this unit, - discharging it
 * @property {boolean} isGridMaster
 * @property {boolean} isVoltageReference
 * @property {string} mode  empty where it is autonomous or not known
 */

/**
 * @param {string} id
 * @param {UnitDocument} document
 * @param {string} [registeredName]
 * @returns {Figures}
 */
export function figures(id, document, registeredName) {
  const dcdc = converter(document);
  const number = (/** @type {unknown} */ from, /** @type {string} */ path) => numberAt(from, path);
  return {
    id,
    name: registeredName || textAt(document, 'oesunit.display') || id,
    rsoc: number(document, 'battery.rsoc') ?? number(document, 'dcdc.battery.rsoc'),
    pvW: number(document, 'emu.pvc_charge_power'),
    acV: number(document, 'emu.ups_input_voltage'),
    acW: number(dcdc, 'powermeter.p2'),
    loadW: number(document, 'emu.ups_output_power'),
    loadV: number(document, 'emu.ups_output_voltage'),
    gridV: number(dcdc, 'meter.vg'),
    gridW: number(dcdc, 'meter.wg'),
    isGridMaster: at(document, 'apis.is_grid_master') === true,
    isVoltageReference: textAt(dcdc, 'status.status') === VOLTAGE_REFERENCE
      || textAt(dcdc, 'status.operationMode') === 'Grid Autonomy',
    mode: otherMode(textAt(document, 'apis.operation_mode.effective')),
  };
}

/**
 * Newer drivers nest the converter once more.
 * @param {UnitDocument} document
 */
function converter(document) {
  const nested = at(document, 'dcdc.dcdc');
  return nested !== null && typeof nested === 'object' ? nested : at(document, 'dcdc');
}

/** @param {string} mode */
function otherMode(mode) {
  return mode === 'autonomous' ? '' : mode;
}

/**
 * @param {unknown} from
 * @param {string} path
 * @returns {any}
 */
export function at(from, path) {
  return path.split('.').reduce((value, key) => (/** @type {any} */ (value)?.[key] ?? null), from);
}

/**
 * @param {unknown} from
 * @param {string} path
 * @returns {number | null}
 */
export function numberAt(from, path) {
  const value = at(from, path);
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/**
 * @param {unknown} from
 * @param {string} path
 * @returns {string}
 */
export function textAt(from, path) {
  const value = at(from, path);
  return typeof value === 'string' ? value : '';
}
