import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LONGEST_MS, PERIOD_MS, pause } from '../../static/ui_example/shared/backoff.js';
import { read, written } from '../../static/ui_example/shared/cookies.js';
import { EMPTY, complete, entries, inUse, nameOf, offered, settled, title, unitNames } from '../../static/ui_example/shared/outline.js';
import { ago, clockTime, instant, span } from '../../static/ui_example/shared/time.js';
import { serverClock, watch } from '../../static/ui_example/shared/watch.js';
import { inWords, isLoginRequired, isRoleRequired, loginInWords, toChoose } from '../../static/ui_example/shared/words.js';

describe('cookies', () => {
  test('what is written can be read again', () => {
    for (const value of ['oss_community', 'a b;c=d', '家 % 1', '"x"']) {
      const jar = `other=1; ${written('apis_staff_cluster', value, false).split(';')[0]}; last=2`;
      assert.equal(read(jar, 'apis_staff_cluster'), value);
    }
  });

  test('are kept for a year, for all pages, and not sent by foreign ones', () => {
    assert.equal(written('a', 'x', false), 'a=x; Path=/; Max-Age=31536000; SameSite=Lax');
    assert.equal(written('a', 'x', true), 'a=x; Path=/; Max-Age=31536000; SameSite=Lax; Secure');
  });

  test('an empty value forgets', () => {
    assert.match(written('a', '', false), /Max-Age=0/);
  });

  test('what others wrote is not trusted', () => {
    assert.equal(read('a=%E0%A4%A', 'a'), '');
    assert.equal(read('ab=1; xa=2', 'a'), '');
    assert.equal(read('', 'a'), '');
  });
});

describe('waiting before asking again', () => {
  test('is five seconds, then longer, never more than a minute', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5, 1000].map(pause), [PERIOD_MS, 10000, 20000, 40000, LONGEST_MS, LONGEST_MS, LONGEST_MS]);
  });
});

describe('the outline', () => {
  const outline = { communities: { c1: { id: 'c1', name: 'Community_A', clusters: {
    k1: { id: 'k1', name: 'Cluster_A', units: { E001: { id: 'E001', name: 'house001' } } },
  } } } };
  const choice = { community: 'c1', cluster: 'k1', unit: '' };
  const levels = ['community', 'cluster'];

  test('fills each menu from what is chosen above it', () => {
    assert.deepEqual(entries(outline, choice, 'cluster'), [{ id: 'k1', name: 'Cluster_A' }]);
    assert.deepEqual(entries(outline, { ...choice, community: '' }, 'cluster'), []);
    assert.deepEqual(entries(outline, { ...choice, community: 'gone' }, 'unit'), []);
    for (const odd of [null, [], 7, {}]) {
      assert.deepEqual(entries(/** @type {any} */ (odd), choice, 'community'), []);
      assert.deepEqual(inUse(/** @type {any} */ (odd), choice, 0), []);
    }
  });

  test('makes the title', () => {
    assert.equal(title('VISUAL', outline, levels, choice), 'APIS VISUAL : Community_A > Cluster_A');
    assert.equal(title('VISUAL', outline, levels, { community: '', cluster: '', unit: '' }), 'APIS VISUAL');
    assert.equal(title('VISUAL', EMPTY, levels, choice), 'APIS VISUAL');
  });

  test('what it does not know is called by its id', () => {
    assert.equal(nameOf(outline, { ...choice, cluster: 'gone' }, 'cluster'), 'gone');
  });

  test('names the units', () => {
    assert.deepEqual([...unitNames(outline, choice)], [['E001', 'house001']]);
  });

  test('what it does not offer is not chosen, and not named: another user may have chosen it', () => {
    const nothing = { community: '', cluster: '', unit: '' };
    assert.deepEqual(offered(outline, levels, choice), choice);
    for (const [wanted, left] of /** @type {const} */ ([
      [{ community: 'c1', cluster: 'gone', unit: '' }, { ...choice, cluster: '' }],
      [{ community: 'away', cluster: 'k1', unit: '' }, nothing],
      [{ community: '__proto__', cluster: 'constructor', unit: '' }, nothing],
    ])) {
      assert.deepEqual(offered(outline, levels, wanted), left);
      assert.equal(toChoose(levels, wanted, left), 'What was chosen here is not there for this account. Choose a community and a cluster: the settings open at the title.');
    }
    assert.equal(toChoose(levels, nothing, nothing), 'Choose a community and a cluster: the settings open at the title.');
  });

  test('nothing is chosen below what is not chosen', () => {
    assert.deepEqual(settled(levels, { community: '', cluster: 'k1', unit: '' }), { community: '', cluster: '', unit: '' });
    assert.equal(complete(levels, choice), true);
    assert.equal(complete([...levels, 'unit'], choice), false);
  });
});

describe('time in words', () => {
  test('is written as in figure 4-5, with its zone', () => {
    assert.equal(clockTime(Date.parse('2020-01-09T19:24:00Z'), 'Asia/Tokyo'), '1/10 4:24 GMT+9');
    assert.equal(clockTime(Date.parse('2020-01-09T15:05:00Z'), 'Asia/Tokyo'), '1/10 0:05 GMT+9');
  });

  test('that is none is null', () => {
    assert.deepEqual([null, undefined, '', 'x', 5, {}].map(instant), [null, null, null, null, null, null]);
  });

  for (const [sec, words] of [[0, 'just now'], [-3, 'just now'], [12, '12 seconds ago'], [60, '1 minute ago'], [150, '3 minutes ago'], [7200, '2 hours ago'],
    [3 * 86400, '3 days ago']]) {
    test(`${sec} s are ${words}`, () => assert.equal(ago(sec), words));
  }

  test('a span of one is singular', () => assert.equal(span(1), '1 second'));
});

describe('clocks of a page', () => {
  test('the watch stands still while it is paused, however often', () => {
    let now = 1000;
    const stopwatch = watch(() => now);
    now += 500;
    stopwatch.pause();
    now += 60000;
    stopwatch.pause();
    const paused = stopwatch.read();
    stopwatch.resume();
    stopwatch.resume();
    now += 250;
    assert.deepEqual([paused, stopwatch.read()], [1500, 1750]);
  });

  test('the clock of the server goes on from what it said', () => {
    let now = 0;
    const clock = serverClock(() => now, () => 7);
    assert.equal(clock.now(), 7);
    assert.ok(clock.olderThan(60000));
    clock.heard(1_000_000);
    now = 59_999;
    assert.deepEqual([clock.now(), clock.olderThan(60000)], [1_059_999, false]);
    now = 60_000;
    assert.ok(clock.olderThan(60000));
  });
});

describe('refusals in words', () => {
  const refusal = (status, responseText = '', retryAfter = null) => (
    { answer: { status, responseText, statusText: '', getResponseHeader: () => retryAfter } });

  test('a login that failed, was tried too often, or reached nobody', () => {
    assert.equal(loginInWords(refusal(403, 'login failed')), 'login failed');
    assert.match(loginInWords(refusal(403, 'csrf token missing or wrong')), /^logging in needs cookies/);
    assert.equal(loginInWords(refusal(0)), 'the service center cannot be reached');
    assert.equal(loginInWords(refusal(429, 'too many attempts', '840')), 'too many attempts, try again in 14 minutes');
    assert.equal(loginInWords({ answer: { status: 429 } }), 'too many attempts, try again in a few minutes');
  });

  test('short texts of the server are passed on, pages and nothing are not', () => {
    assert.equal(inWords(refusal(503, 'telemetry unavailable')), 'telemetry unavailable');
    assert.equal(inWords(refusal(502, '<html>bad gateway')), 'the service center answered 502');
    assert.equal(inWords(refusal(500)), 'the service center answered 500');
    assert.equal(inWords(new TypeError('x')), 'the answer could not be shown');
  });

  test('what concerns login and rights is told apart', () => {
    assert.ok(isLoginRequired(refusal(403, 'login required')));
    assert.ok(!isLoginRequired(refusal(403, 'staff required')));
    assert.ok(isRoleRequired(refusal(403, 'staff required')) && isRoleRequired(refusal(403, 'resident required')));
    assert.ok(!isRoleRequired(refusal(400, 'staff required')));
  });
});
