// @ts-check
// What can be called on the pages client_example.html: one row per function of client.js, and its inputs.

/**
 * @typedef {object} Input
 * @property {string} label
 * @property {'text' | 'password' | 'datetime-local'} [type]  text where it is left out
 * @property {string[]} [choices]  the values of a list to choose from; the empty one stands for null
 * @property {AutoFill} [autocomplete]
 * @property {boolean} [shared]  what is typed into one form is put into all
 */

/** @type {Record<string, Input>} */
export const INPUTS = {
  username: { label: 'User name', autocomplete: 'username' },
  password: { label: 'Password', type: 'password', autocomplete: 'current-password' },
  community: { label: 'Community', shared: true },
  cluster: { label: 'Cluster', shared: true },
  unit: { label: 'Unit', shared: true },
  from: { label: 'From (local time)', type: 'datetime-local' },
  to: { label: 'To (local time, excluded)', type: 'datetime-local' },
  formatType: { label: 'Format', choices: ['', 'budo'] },
  type: {
    label: 'Monitor',
    choices: ['apis_main_alive', 'apis_ccc_alive', 'grid_master_alive', 'apis_main_severe', 'apis_ccc_severe',
      'apis_log_severe'],
  },
  timezone: { label: 'Time zone (Asia/Tokyo, +09:00, Z)' },
  noticeId: { label: 'Notice id' },
  scenarioId: { label: 'Scenario id (empty: none)' },
};

const CORE = {
  session: [],
  login: ['username', 'password'],
  logout: [],
  'community.outline': [],
};

const CLUSTER = ['community', 'cluster'];
const UNIT = [...CLUSTER, 'unit'];
const RANGE = ['from', 'to'];

/**
 * The deal calls, which both roles have.
 * @param {string[]} ids
 */
const dealCalls = (ids) => ({
  'deal.liveList': [...ids, 'formatType'],
  'deal.list': [...ids, ...RANGE, 'formatType'],
  'deal.datetimeRange': ids,
  'deal.sumOfCumulateAmountWhsByHour': ids,
  'deal.sumsByHour': [...ids, 'timezone'],
});

/** @type {Record<string, Record<string, string[]>>}  role: function: its arguments in order, each a key of INPUTS */
export const CALLS = {
  staff: {
    ...CORE,
    'community.timeZone': CLUSTER,
    'unitData.unitIdList': CLUSTER,
    'unitData.latestSet': CLUSTER,
    ...dealCalls(CLUSTER),
    'downtime.unitIdList': CLUSTER,
    'downtime.list': [...UNIT, ...RANGE],
    'availability.list': [...CLUSTER, ...RANGE],
    'availability.datetimeRange': CLUSTER,
    'monitoring.failure.openList': CLUSTER,
    'monitoring.failure.list': [...CLUSTER, ...RANGE],
    'monitoring.job.list': CLUSTER,
    'monitoring.job.activate': [...CLUSTER, 'type'],
    'monitoring.job.deactivate': [...CLUSTER, 'type'],
    'monitoring.state': CLUSTER,
    'monitoring.notice.undelivered': CLUSTER,
    'monitoring.notice.retry': [...CLUSTER, 'noticeId'],
  },
  resident: {
    ...CORE,
    'community.timeZone': UNIT,
    'unitData.latestSet': UNIT,
    ...dealCalls(UNIT),
    'scenario.availableList': UNIT,
    'scenario.current': UNIT,
    'scenario.readingList': UNIT,
    'scenario.lastFetch': UNIT,
    'scenario.choose': [...UNIT, 'scenarioId'],
    'scenario.makeChoice': [...UNIT, 'scenarioId'],
  },
};
