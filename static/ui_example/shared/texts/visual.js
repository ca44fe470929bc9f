/**
 * Texts of the page VISUAL and of its picture, in both languages.
 */

export const en = {
  // what stands in the page
  pictureOfCluster: 'Picture of the cluster',
  pictureOfUnit: 'Picture of your unit',
  deals: 'Deals',
  signs: 'Signs',
  signGridMaster: 'grid master',
  signReference: 'voltage reference',
  signFlow: 'energy flows',
  signShadow: 'another unit that shares energy with yours',
  signGrid: 'DC grid',
  signSolar: 'W at the top: solar power',
  signAc: 'V at the left: AC input',
  signLoad: 'W and V at the right: load',
  signBelow: 'V and W below: DC grid (+ charging, − discharging)',
  unitsInWords: 'Units in words',

  // status
  notKnownYet: 'Not known yet.',
  noDeal: 'No deal is running.',
  received: (/** @type {string} */ ago) => `received ${ago}`,
  noUnitData: 'No unit data yet.',
  pictureOld: 'The picture is old.',
  trying: 'Trying …',
  notLoggedIn: 'Not logged in.',

  // deals
  agreed: (/** @type {string} */ amount) => `${amount} agreed`,
  amountOf: (/** @type {string} */ soFar, /** @type {string} */ agreed) => `${soFar} of ${agreed}`,
  notStarted: 'not started yet',
  started: (/** @type {string} */ time) => `started ${time}`,
  lastReport: (/** @type {string} */ ago) => `last report ${ago}`,

  another: 'another unit',
  shadowGives: 'another unit, which gives energy to yours',
  shadowTakes: 'another unit, which takes energy from yours',

  // units
  units: 'Units',
  noData: 'No DATA',
  noDataLast: 'No DATA, last known state',
  unknown: 'unknown',
  mode: (/** @type {string} */ mode) => `mode ${mode}`,
  battery: (/** @type {string} */ level) => `battery ${level}`,
  solar: (/** @type {string} */ power) => `solar ${power}`,
  acInput: (/** @type {string} */ figures) => `AC input ${figures}`,
  load: (/** @type {string} */ figures) => `load ${figures}`,
  grid: (/** @type {string} */ voltage, /** @type {string} */ power) => `grid ${voltage} ${power}`,
  charging: (/** @type {string} */ power) => `charging ${power}`,
  discharging: (/** @type {string} */ power) => `discharging ${power}`,

  // one unit, figure by figure
  unit: 'Unit',
  level: 'battery',
  solarPower: 'solar power',
  loadPower: 'load',
  gridPower: 'DC grid',
  acVoltage: 'AC input',
  modeOfUnit: 'mode',
};

/** @type {typeof en} */
export const ja = {
  pictureOfCluster: 'クラスタの図',
  pictureOfUnit: 'ユニットの図',
  deals: '取引',
  signs: '凡例',
  signGridMaster: 'グリッドマスター',
  signReference: '電圧リファレンス',
  signFlow: '電力の流れ',
  signShadow: '電力を融通しているほかのユニット',
  signGrid: '直流グリッド',
  signSolar: '上の W: 太陽光発電',
  signAc: '左の V: 交流入力',
  signLoad: '右の W と V: 負荷',
  signBelow: '下の V と W: 直流グリッド (+ 充電、− 放電)',
  unitsInWords: '文字で見るユニット',

  notKnownYet: 'まだわかりません。',
  noDeal: '実行中の取引はありません。',
  received: (ago) => `受信: ${ago}`,
  noUnitData: 'ユニットのデータはまだありません。',
  pictureOld: '図は古いものです。',
  trying: '再試行しています…',
  notLoggedIn: 'ログインしていません。',

  agreed: (amount) => `合意 ${amount}`,
  amountOf: (soFar, agreed) => `${soFar} / ${agreed}`,
  notStarted: '未開始',
  started: (time) => `開始 ${time}`,
  lastReport: (ago) => `最後の報告 ${ago}`,

  another: 'ほかのユニット',
  shadowGives: 'このユニットに電力を送るほかのユニット',
  shadowTakes: 'このユニットから電力を受け取るほかのユニット',

  units: 'ユニット',
  noData: 'データなし',
  noDataLast: 'データなし、最後にわかった状態',
  unknown: '不明',
  mode: (mode) => `モード ${mode}`,
  battery: (level) => `バッテリー ${level}`,
  solar: (power) => `太陽光 ${power}`,
  acInput: (figures) => `交流入力 ${figures}`,
  load: (figures) => `負荷 ${figures}`,
  grid: (voltage, power) => `グリッド ${voltage} ${power}`,
  charging: (power) => `充電 ${power}`,
  discharging: (power) => `放電 ${power}`,

  unit: 'ユニット',
  level: 'バッテリー',
  solarPower: '太陽光発電',
  loadPower: '負荷',
  gridPower: '直流グリッド',
  acVoltage: '交流入力',
  modeOfUnit: 'モード',
};
