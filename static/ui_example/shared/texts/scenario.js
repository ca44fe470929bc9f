/**
 * Texts of the page SCENARIO, in both languages.
 */

/**
 * @typedef {object} Limited  figures are written already
 * @property {string} wh
 * @property {string} points  empty where there is no price
 * @property {string} partner  set apart already; empty = any
 */

/** @param {Limited} limited */
const terms = ({ points, partner }) => `${points ? `, for ${points} points per Wh` : ''}${partner ? `, with ${partner} only` : ''}`;

export const en = {
  ofHouse: 'Scenario of this house',
  available: 'Available scenarios',
  noneAvailable: 'No scenario is offered to this unit.',
  search: 'Search',
  noMatch: 'No scenario matches the search.',
  choose: 'Choose',
  chosen: 'Chosen',
  details: 'Details',
  countsNow: 'counts now',
  notOffered: 'not offered any more',
  chooseName: (/** @type {string} */ name) => `Choose ${name}`,
  chosenName: (/** @type {string} */ name) => `${name} is chosen`,
  detailsName: (/** @type {string} */ name) => `Details of ${name}`,
  none: 'No scenario',
  noneDescription: 'The service center gives the house no scenario: it goes by the one it holds itself, if there is any.',
  countsFromNow: (/** @type {string} */ name) => `${name} counts from now on.`,
  countedAlready: (/** @type {string} */ name) => `${name} counted already.`,
  gone: 'That scenario is not offered any more.',
  neverFetched: 'The house has not fetched its scenario yet.',
  fetched: (/** @type {string} */ time) => `The house last fetched its scenario on ${time}.`,
  upToDate: 'It has what is chosen.',
  notUpToDate: 'It does not have yet what is chosen, and gets it when it asks next.',
  timesIn: (/** @type {string} */ zone) => `Times in ${zone}; those in scenarios are of the house's own clock.`,

  // the picture
  energy: 'Wh in the battery',
  hour: 'hour',
  legend: {
    asks: 'asks for energy', offers: 'offers energy', takes: 'takes what others offer', gives: 'gives when others ask',
    both: 'takes and gives', rests: 'no deals',
  },
  words: { asks: 'asks', offers: 'offers', takes: 'takes', gives: 'gives', rests: 'no deals' },
  picture: (/** @type {string} */ name) => `What ${name} does, by time of day and charge of the battery`,
  inWords: 'In words',
  unreadable: (/** @type {string} */ fault) => `This text is no sound scenario: ${fault}`,
  noReading: 'What it means is not known.',

  // in words
  time: (/** @type {string} */ start, /** @type {string} */ end) => `From ${start} to ${end}`,
  wholeDay: 'The whole day',
  always: 'at any charge',
  from: (/** @type {string} */ wh) => `from ${wh} Wh up`,
  below: (/** @type {string} */ wh) => `below ${wh} Wh`,
  between: (/** @type {string} */ from, /** @type {string} */ to) => `${from} to ${to} Wh`,
  asks: (/** @type {Limited} */ each) => `asks others for energy, up to ${each.wh} Wh${terms(each)}`,
  offers: (/** @type {Limited} */ each) => `offers others energy, down to ${each.wh} Wh${terms(each)}`,
  takes: (/** @type {Limited} */ each) => `takes what others offer, up to ${each.wh} Wh${terms(each)}`,
  gives: (/** @type {Limited} */ each) => `gives when others ask, down to ${each.wh} Wh${terms(each)}`,
  rests: 'no deals',
  and: '; ',
  strategy: /** @type {Record<string, string>} */ ({
    amount: 'Among several answers the one with most energy is taken.',
    pointAndAmount: 'Among several answers the one with the best price is taken, then the one with most energy.',
  }),

  // details
  description: 'description',
  offeredTo: 'offered to',
  scopes: { all: 'everybody', community: 'this community', cluster: 'this cluster', unit: 'this unit only', others: 'others' },
  created: 'stored',
  refresh: 'the house asks every',
  asStored: 'JSON',
};

/** @param {Limited} limited */
const conditions = ({ points, partner }) => `${points || partner ? ` (${[points && `1 Wh あたり ${points} ポイント`, partner && `相手は ${partner} のみ`].filter(Boolean).join('、')})` : ''}`;

/** @type {typeof en} */
export const ja = {
  ofHouse: 'この家のシナリオ',
  available: '選べるシナリオ',
  noneAvailable: 'このユニットが選べるシナリオはありません。',
  search: '検索',
  noMatch: '検索に一致するシナリオがありません。',
  choose: '選ぶ',
  chosen: '選択中',
  details: '詳細',
  countsNow: '現在有効',
  notOffered: '現在は選べません',
  chooseName: (name) => `${name} を選ぶ`,
  chosenName: (name) => `${name} を選択中`,
  detailsName: (name) => `${name} の詳細`,
  none: 'シナリオなし',
  noneDescription: 'サービスセンターは家にシナリオを渡しません。家が自分のシナリオを持っていれば、それに従います。',
  countsFromNow: (name) => `これから ${name} が有効です。`,
  countedAlready: (name) => `${name} はすでに有効でした。`,
  gone: 'そのシナリオはもう選べません。',
  neverFetched: '家はまだシナリオを取得していません。',
  fetched: (time) => `家が最後にシナリオを取得したのは ${time} です。`,
  upToDate: '選んだものが届いています。',
  notUpToDate: '選んだものはまだ届いていません。次の問い合わせで届きます。',
  timesIn: (zone) => `時刻は ${zone} のものです。シナリオの中の時刻は家の時計によります。`,

  energy: 'バッテリー残量 Wh',
  hour: '時',
  legend: {
    asks: '電力を求める', offers: '電力を差し出す', takes: '差し出されたら受け取る', gives: '求められたら渡す',
    both: '受け取りも渡しもする', rests: '取引なし',
  },
  words: { asks: '求める', offers: '差し出す', takes: '受け取る', gives: '渡す', rests: '取引なし' },
  picture: (name) => `${name} の動作、時刻とバッテリー残量別`,
  inWords: '文字で見る',
  unreadable: (fault) => `この文は正しいシナリオではありません: ${fault}`,
  noReading: '内容は不明です。',

  time: (start, end) => `${start} から ${end} まで`,
  wholeDay: '一日中',
  always: '残量にかかわらず',
  from: (wh) => `${wh} Wh 以上`,
  below: (wh) => `${wh} Wh 未満`,
  between: (from, to) => `${from}–${to} Wh`,
  asks: (each) => `${each.wh} Wh まで電力を求める${conditions(each)}`,
  offers: (each) => `${each.wh} Wh まで電力を差し出す${conditions(each)}`,
  takes: (each) => `差し出されたら ${each.wh} Wh まで受け取る${conditions(each)}`,
  gives: (each) => `求められたら ${each.wh} Wh まで渡す${conditions(each)}`,
  rests: '取引なし',
  and: '、',
  strategy: {
    amount: '応答がいくつかあれば、電力量の最も多いものを選びます。',
    pointAndAmount: '応答がいくつかあれば、値段の最もよいもの、次に電力量の最も多いものを選びます。',
  },

  description: '説明',
  offeredTo: '対象',
  scopes: { all: '全員', community: 'このコミュニティ', cluster: 'このクラスタ', unit: 'このユニットのみ', others: 'ほか' },
  created: '登録',
  refresh: '家が問い合わせる間隔',
  asStored: 'JSON',
};
