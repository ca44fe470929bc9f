// The service center's API for the pages of residents: one global object, `client`.
// What a call takes and returns is said at "Call" below; its named arguments are listed beside its path.
/* exported client */
var client = (function () {
  'use strict';

  // {# in a comment, so that this template is JavaScript too #}{% include 'api/client_common.js' %}

  const ids = ['communityId', 'clusterId', 'unitId'];

  return withCore({
    community: {
      outline: getting('/api/resident/community/outline'),
      timeZone: getting('/api/resident/community/timeZone', ...ids),
    },
    unitData: {
      latestSet: getting('/api/resident/unitData/latestSet', ...ids),
    },
    deal: {
      liveList: getting('/api/resident/deal/liveList', ...ids, 'formatType'),
      list: getting('/api/resident/deal/list', ...ids, 'datetimeFrom', 'datetimeTo', 'formatType'),
      datetimeRange: getting('/api/resident/deal/datetimeRange', ...ids),
      sumOfCumulateAmountWhsByHour: gettingByHour('/api/resident/deal/sumOfCumulateAmountWhsByHour', ...ids),
      sumsByHour: getting('/api/resident/deal/sumOfCumulateAmountWhsByHour', ...ids, 'timezone'),
    },
    scenario: {
      availableList: getting('/api/resident/scenario/availableList', ...ids),
      current: getting('/api/resident/scenario/current', ...ids),
      readingList: getting('/api/resident/scenario/readingList', ...ids),
      lastFetch: getting('/api/resident/scenario/lastFetch', ...ids),
      choose: getting('/api/resident/scenario/choose', ...ids, 'scenarioId'),
      makeChoice: posting('/api/resident/scenario/choice', ...ids, 'scenarioId'),
    },
  });
}());
