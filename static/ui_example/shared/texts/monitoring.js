/**
 * Texts of the page MONITORING, in both languages.
 */

/** @type {Record<string, string>}  what a monitor watches, or what a failure is about */
const ENGLISH_TYPES = {
  apis_main_alive: 'apis-main: signs of life',
  apis_ccc_alive: 'apis-ccc: signs of life',
  grid_master_alive: 'grid master: signs of life',
  apis_main_severe: 'apis-main: severe errors',
  apis_ccc_severe: 'apis-ccc: severe errors',
  apis_log_severe: 'apis-log: severe errors',
  service_center: 'the monitors themselves',
};

/** @type {Record<string, string>} */
const ENGLISH_JOBS = {
  downtime: 'finding downtimes',
  deliver: 'delivering mail',
  purge: 'removing what is too old',
  ensure_indexes: 'looking after indexes',
};

export const en = {
  type: (/** @type {string} */ type) => ENGLISH_TYPES[type] ?? '',
  job: (/** @type {string} */ name) => ENGLISH_JOBS[name] ?? ENGLISH_TYPES[name] ?? '',
  timesIn: (/** @type {string} */ zone) => `Days and times in ${zone}.`,
  asOf: (/** @type {string} */ time) => `As of ${time}, asked again every 15 seconds.`,

  // what is said on top
  alarms: 'Alarms',
  blind: (/** @type {string} */ description) => `The monitors are blind: ${description}`,
  blindSince: (/** @type {string} */ time) => `Since ${time}. What fails meanwhile may not be told here.`,
  late: 'Jobs of the service center are late: what you see may be out of date.',
  lateJob: (/** @type {string} */ every) => `it should run every ${every}`,
  succeeded: (/** @type {string} */ time) => `its last success was at ${time}`,
  neverSucceeded: 'it has never succeeded',

  // switches
  monitors: 'Monitors',
  on: 'on',
  off: 'off',
  switchingOn: 'switching on …',
  switchingOff: 'switching off …',
  switchedOn: (/** @type {string} */ who, /** @type {string} */ at) => `Switched on by ${who} at ${at}.`,
  switchedOff: (/** @type {string} */ who, /** @type {string} */ at) => `Switched off by ${who} at ${at}.`,
  neverSwitched: 'Never switched by anybody.',
  notSwitchedOn: (/** @type {string} */ why) => `Not switched on: ${why}.`,
  notSwitchedOff: (/** @type {string} */ why) => `Not switched off: ${why}.`,
  loginEnded: 'the login had ended',
  monitorsOn: (/** @type {number} */ on, /** @type {number} */ all) => `${on} of ${all} on`,

  // failures
  openFailures: 'Open failures',
  openCount: (/** @type {string} */ count) => `${count} open`,
  noneOpen: 'There are no open failures.',
  noneKnown: 'No open failures are known, but the monitors are blind.',
  noneSeen: 'No open failures are known, but not every monitor is on.',
  detected: 'detected',
  closed: 'closed',
  kind: 'type',
  program: 'program',
  unit: 'unit',
  description: 'description',
  details: 'Details',
  stillOpen: 'open',
  detailsOf: (/** @type {string} */ type, /** @type {string} */ detected) => `Details of ${type}, ${detected}`,

  // by date
  byDate: 'Failures by date',
  first: 'from',
  last: 'to, included',
  aggregate: 'Aggregate',
  allDays: 'all days',
  noDay: (/** @type {string} */ text) => `“${text}” is no date.`,
  backwards: (/** @type {string} */ first, /** @type {string} */ last) => `No day lies between ${first} and ${last}: the last comes before the first.`,
  ofAllDays: (/** @type {string} */ count) => `All days: ${count} ${count === '1' ? 'failure' : 'failures'}.`,
  ofDays: (/** @type {string} */ first, /** @type {string} */ last, /** @type {string} */ count) => `${first} to ${last}: ${count} ${count === '1' ? 'failure' : 'failures'}.`,
  since: (/** @type {string} */ first, /** @type {string} */ count) => `From ${first} on: ${count} ${count === '1' ? 'failure' : 'failures'}.`,
  until: (/** @type {string} */ last, /** @type {string} */ count) => `Up to ${last}: ${count} ${count === '1' ? 'failure' : 'failures'}.`,
  allFields: 'All that is recorded',

  // mail
  mail: 'Undelivered mail',
  mailCount: (/** @type {string} */ count) => `${count} undelivered`,
  allDelivered: 'No mail is undelivered.',
  created: 'written',
  subject: 'subject',
  recipients: 'recipients',
  attempts: 'attempts',
  next: 'next attempt',
  lastError: 'last error',
  retry: 'Retry',
  retryOf: (/** @type {string} */ subject) => `Retry ${subject}`,
  givenUp: 'given up',
  givenUpAt: (/** @type {string} */ time) => `given up at ${time}`,
  retrying: 'Asking for another attempt …',
  retried: (/** @type {string} */ subject) => `${subject} is tried again at once.`,
  gone: (/** @type {string} */ subject) => `${subject} is no longer undelivered.`,
  notRetried: (/** @type {string} */ why) => `Not tried again: ${why}.`,
};

/** @type {Record<string, string>} */
const JAPANESE_TYPES = {
  apis_main_alive: 'apis-main の動作確認',
  apis_ccc_alive: 'apis-ccc の動作確認',
  grid_master_alive: 'グリッドマスターの動作確認',
  apis_main_severe: 'apis-main の重大なエラー',
  apis_ccc_severe: 'apis-ccc の重大なエラー',
  apis_log_severe: 'apis-log の重大なエラー',
  service_center: '監視そのもの',
};

/** @type {Record<string, string>} */
const JAPANESE_JOBS = {
  downtime: '停止時間の検出',
  deliver: 'メールの配信',
  purge: '古いデータの削除',
  ensure_indexes: 'インデックスの管理',
};

/** @type {typeof en} */
export const ja = {
  type: (type) => JAPANESE_TYPES[type] ?? '',
  job: (name) => JAPANESE_JOBS[name] ?? JAPANESE_TYPES[name] ?? '',
  timesIn: (zone) => `日付と時刻は ${zone} のものです。`,
  asOf: (time) => `${time} 時点。15 秒ごとに更新します。`,

  alarms: '警告',
  blind: (description) => `監視が機能していません: ${description}`,
  blindSince: (time) => `${time} から。その間の障害はここに表示されないことがあります。`,
  late: 'サービスセンターのジョブが遅れています。表示が古い可能性があります。',
  lateJob: (every) => `${every}ごとに実行されるはずです`,
  succeeded: (time) => `最後の成功は ${time}`,
  neverSucceeded: '成功したことがありません',

  monitors: '監視',
  on: 'オン',
  off: 'オフ',
  switchingOn: 'オンにしています …',
  switchingOff: 'オフにしています …',
  switchedOn: (who, at) => `${at} に ${who} がオンにしました。`,
  switchedOff: (who, at) => `${at} に ${who} がオフにしました。`,
  neverSwitched: '切り替えられたことはありません。',
  notSwitchedOn: (why) => `オンにできませんでした: ${why}。`,
  notSwitchedOff: (why) => `オフにできませんでした: ${why}。`,
  loginEnded: 'ログインの有効期限が切れていました',
  monitorsOn: (on, all) => `${all} 件中 ${on} 件がオン`,

  openFailures: '未解決の障害',
  openCount: (count) => `未解決 ${count} 件`,
  noneOpen: '未解決の障害はありません。',
  noneKnown: '把握している未解決の障害はありませんが、監視が機能していません。',
  noneSeen: '把握している未解決の障害はありませんが、オフの監視があります。',
  detected: '検出',
  closed: '解決',
  kind: '種類',
  program: 'プログラム',
  unit: 'ユニット',
  description: '説明',
  details: '詳細',
  stillOpen: '未解決',
  detailsOf: (type, detected) => `${type} (${detected}) の詳細`,

  byDate: '日付別の障害',
  first: '開始日',
  last: '終了日 (この日を含む)',
  aggregate: '集計',
  allDays: 'すべての日',
  noDay: (text) => `「${text}」は日付ではありません。`,
  backwards: (first, last) => `${first} から ${last} までの日はありません。終了日が開始日より前です。`,
  ofAllDays: (count) => `すべての日: 障害 ${count} 件。`,
  ofDays: (first, last, count) => `${first} から ${last} まで: 障害 ${count} 件。`,
  since: (first, count) => `${first} 以降: 障害 ${count} 件。`,
  until: (last, count) => `${last} まで: 障害 ${count} 件。`,
  allFields: '記録されている全項目',

  mail: '未配信のメール',
  mailCount: (count) => `未配信 ${count} 件`,
  allDelivered: '未配信のメールはありません。',
  created: '作成',
  subject: '件名',
  recipients: '宛先',
  attempts: '試行回数',
  next: '次の試行',
  lastError: '最後のエラー',
  retry: '再送',
  retryOf: (subject) => `${subject} を再送`,
  givenUp: '中止',
  givenUpAt: (time) => `${time} に中止`,
  retrying: '再送を依頼しています …',
  retried: (subject) => `${subject} をすぐに再送します。`,
  gone: (subject) => `${subject} はもう未配信ではありません。`,
  notRetried: (why) => `再送できませんでした: ${why}。`,
};
