/**
 * Texts of the page DEAL, in both languages.
 */

/**
 * @typedef {object} Told  one deal; names are set apart already, figures written
 * @property {string} giver
 * @property {string} taker
 * @property {string} requester
 * @property {string} responder
 * @property {string} type  as requested: charge or discharge
 * @property {string} requestWh
 * @property {string} agreedWh
 * @property {string} flowedWh
 * @property {string} start
 * @property {string} stop
 * @property {string} took
 * @property {string} endedAt
 * @property {string} reason
 */

/** @type {Record<string, string>} */
const ENGLISH_TYPES = { charge: 'charge', discharge: 'discharge' };

export const en = {
  date: 'date',
  dayBefore: 'the day before',
  dayAfter: 'the day after',
  aggregate: 'Aggregate',
  range: (/** @type {string} */ first, /** @type {string} */ last) => `There are deals from ${first} to ${last}.`,
  firstDay: 'first day',
  lastDay: 'last day',
  noDeals: 'There are no deals yet.',
  noDealsOn: (/** @type {string} */ day) => `There are no deals on ${day}.`,
  noDay: (/** @type {string} */ text) => `“${text}” is no date.`,
  dealsOn: (/** @type {string} */ day, /** @type {string} */ count) => `${day}: ${count} ${count === '1' ? 'deal' : 'deals'}.`,
  timesIn: (/** @type {string} */ zone) => `Days and times in ${zone}.`,
  summary: 'Summary',
  amountTotal: 'amount total',
  deals: 'deals',
  abortedDeals: 'aborted deals',
  scrammedDeals: 'scrammed deals',
  byHour: 'By hour',
  byUnit: 'By unit',
  day: 'day',
  average: 'average',
  averageOver: (/** @type {number} */ days) => `The line is the average of ${days === 1 ? 'one day' : `all ${days} days`} from the first deal to the last.`,
  hour: 'hour',
  unit: 'unit',
  discharge: 'discharge',
  charge: 'charge',
  hourSummary: (/** @type {string} */ day, /** @type {string} */ total) => `Energy of the deals on ${day} by hour of the day, ${total} in all, and the average of each hour.`,
  unitSummary: (/** @type {string} */ day) => `What each unit discharged and charged on ${day}.`,
  listOf: (/** @type {string} */ day) => `Deals on ${day}`,
  id: 'id',
  dischargeUnit: 'discharge unit',
  chargeUnit: 'charge unit',
  requestType: 'request type',
  requestWh: 'request Wh',
  negotiatedWh: 'negotiated Wh',
  cumulatedWh: 'cumulated Wh',
  status: 'status',
  start: 'start',
  stop: 'stop',
  details: 'Details',
  statuses: {
    ok: 'ok', aborted: 'aborted', scrammed: 'scrammed', running: 'running', unknown: 'ended, result unknown',
  },
  type: (/** @type {string} */ type) => ENGLISH_TYPES[type] ?? type,
  neighbour: 'another unit',
  someUnit: 'a unit that is not named',
  gave: (/** @type {Told} */ { giver, taker }) => `Energy goes from ${giver} to ${taker}.`,
  asked: (/** @type {Told} */ { requester, type, requestWh, agreedWh, responder }) => `${requester} requested ${requestWh} Wh (${type}), ${responder} accepted; ${agreedWh} Wh were negotiated.`,
  flowed: (/** @type {Told} */ { flowedWh, start, stop, took }) => `${flowedWh} Wh flowed${start ? ` from ${start}` : ''}${stop ? ` to ${stop}` : ''}${took ? ` (${took})` : ''}.`,
  notStarted: 'It has no start.',
  ends: /** @type {Record<string, (told: Told) => string>} */ ({
    ok: () => 'It ended as it should.',
    aborted: ({ endedAt, reason }) => `It was aborted${endedAt ? ` at ${endedAt}` : ''}.${reason ? ` Reason: ${reason}` : ''}`,
    scrammed: ({ endedAt, reason }) => `It was scrammed, stopped in an emergency${endedAt ? ` at ${endedAt}` : ''}.${reason ? ` Reason: ${reason}` : ''}`,
    running: () => 'It is running.',
    unknown: () => 'It has ended, for its reports stopped; nobody wrote down with what result.',
  }),
  allFields: 'All that is recorded',
};

/** @type {Record<string, string>} */
const JAPANESE_TYPES = { charge: '充電', discharge: '放電' };

/** @type {typeof en} */
export const ja = {
  date: '日付',
  dayBefore: '前の日',
  dayAfter: '次の日',
  aggregate: '集計',
  range: (first, last) => `取引は ${first} から ${last} まであります。`,
  firstDay: '最初の日',
  lastDay: '最後の日',
  noDeals: '取引はまだありません。',
  noDealsOn: (day) => `${day} に取引はありません。`,
  noDay: (text) => `「${text}」は日付ではありません。`,
  dealsOn: (day, count) => `${day}: 取引 ${count} 件。`,
  timesIn: (zone) => `日付と時刻は ${zone} のものです。`,
  summary: '概要',
  amountTotal: '合計電力量',
  deals: '取引',
  abortedDeals: '中断された取引',
  scrammedDeals: '緊急停止された取引',
  byHour: '時間別',
  byUnit: 'ユニット別',
  day: '当日',
  average: '平均',
  averageOver: (days) => `折れ線は最初の取引から最後の取引までの ${days} 日間の平均です。`,
  hour: '時',
  unit: 'ユニット',
  discharge: '放電',
  charge: '充電',
  hourSummary: (day, total) => `${day} の取引の電力量を時間別に示します。合計 ${total}。各時間の平均も示します。`,
  unitSummary: (day) => `${day} に各ユニットが放電・充電した電力量。`,
  listOf: (day) => `${day} の取引`,
  id: 'ID',
  dischargeUnit: '放電ユニット',
  chargeUnit: '充電ユニット',
  requestType: '要求の種類',
  requestWh: '要求 Wh',
  negotiatedWh: '合意 Wh',
  cumulatedWh: '累積 Wh',
  status: '状態',
  start: '開始',
  stop: '終了',
  details: '詳細',
  statuses: {
    ok: '正常終了', aborted: '中断', scrammed: '緊急停止', running: '実行中', unknown: '終了、結果不明',
  },
  type: (type) => JAPANESE_TYPES[type] ?? type,
  neighbour: 'ほかのユニット',
  someUnit: '名前のないユニット',
  gave: ({ giver, taker }) => `電力は ${giver} から ${taker} へ送られます。`,
  asked: ({ requester, type, requestWh, agreedWh, responder }) => `${requester} が ${requestWh} Wh の${type}を要求し、${responder} が応じました。合意した電力量は ${agreedWh} Wh です。`,
  flowed: ({ flowedWh, start, stop, took }) => `${start ? `${start} から ` : ''}${stop ? `${stop} まで ` : ''}${flowedWh} Wh が流れました${took ? ` (${took})` : ''}。`,
  notStarted: '開始の記録はありません。',
  ends: {
    ok: () => '正常に終了しました。',
    aborted: ({ endedAt, reason }) => `${endedAt ? `${endedAt} に` : ''}中断されました。${reason ? `理由: ${reason}` : ''}`,
    scrammed: ({ endedAt, reason }) => `${endedAt ? `${endedAt} に` : ''}緊急停止されました。${reason ? `理由: ${reason}` : ''}`,
    running: () => '実行中です。',
    unknown: () => '終了していますが、報告が途絶えたため結果は不明です。',
  },
  allFields: '記録されている全項目',
};
