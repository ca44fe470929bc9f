// The service center's API for the pages of staff: one global object, `client`.
// What a call takes and returns is said at "Call" below; its named arguments are listed beside its path.
/* exported client */
var client = (function () {
  'use strict';

  // {# in a comment, so that this template is JavaScript too #}{% include 'api/client_common.js' %}

  const ids = ['communityId', 'clusterId'];
  const range = ['datetimeFrom', 'datetimeTo'];

  return withCore({
    community: {
      outline: getting('/api/staff/community/outline'),
      timeZone: getting('/api/staff/community/timeZone', ...ids),
    },
    unitData: {
      unitIdList: getting('/api/staff/unitData/unitIdList', ...ids),
      latestSet: getting('/api/staff/unitData/latestSet', ...ids),
    },
    deal: {
      liveList: getting('/api/staff/deal/liveList', ...ids, 'formatType'),
      list: getting('/api/staff/deal/list', ...ids, ...range, 'formatType'),
      datetimeRange: getting('/api/staff/deal/datetimeRange', ...ids),
      sumOfCumulateAmountWhsByHour: gettingByHour('/api/staff/deal/sumOfCumulateAmountWhsByHour', ...ids),
      sumsByHour: getting('/api/staff/deal/sumOfCumulateAmountWhsByHour', ...ids, 'timezone'),
    },
    downtime: {
      unitIdList: getting('/api/staff/downtime/unitIdList', ...ids),
      list: getting('/api/staff/downtime/list', ...ids, 'unitId', ...range),
    },
    availability: {
      list: getting('/api/staff/availability/list', ...ids, ...range),
      datetimeRange: getting('/api/staff/availability/datetimeRange', ...ids),
    },
    monitoring: {
      failure: {
        openList: getting('/api/staff/monitoring/failure/openList', ...ids),
        list: getting('/api/staff/monitoring/failure/list', ...ids, ...range),
      },
      job: {
        list: getting('/api/staff/monitoring/job/list', ...ids),
        activate: getting('/api/staff/monitoring/job/activate', ...ids, 'type'),
        deactivate: getting('/api/staff/monitoring/job/deactivate', ...ids, 'type'),
      },
      state: getting('/api/staff/monitoring/state', ...ids),
      notice: {
        undelivered: getting('/api/staff/monitoring/notice/undelivered', ...ids),
        retry: posting('/api/staff/monitoring/notice/retry', ...ids, 'noticeId'),
      },
    },
  });
}());
