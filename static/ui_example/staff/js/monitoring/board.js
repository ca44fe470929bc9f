/**
 * How things are now: alarms, switches, open failures, undelivered mail.
 */
import { byId, say, set } from '../../../shared/dom.js';
import { figure, inLanguage } from '../../../shared/language.js';
import * as texts from '../../../shared/texts/monitoring.js';
import { alarms } from './alarms.js';
import { keepingFocus } from './cells.js';
import { failureTable } from './failures.js';
import { UndeliveredMail } from './mail.js';
import { monitors, parted, records, silence } from './rules.js';
import { switches } from './switches.js';

/** @typedef {import('./rules.js').Failure} Failure */
/** @typedef {import('../monitoring.js').Here} Here */

/**
 * @typedef {object} Answer
 * @property {Here} here
 * @property {unknown} jobs
 * @property {unknown} open
 * @property {unknown} undelivered
 * @property {unknown} switches
 * @property {unknown} lateJobs
 */

/**
 * @typedef {object} Around
 * @property {() => [string, string]} ids
 * @property {(thrown: unknown) => boolean} refused
 * @property {() => void} refresh
 * @property {(failure: Failure, zone: string) => void} open
 */

const t = inLanguage(texts);

/** @param {Around} around */
export function board({ ids, refused, refresh, open }) {
  const whole = byId('board', HTMLElement);
  const list = byId('switches', HTMLElement);
  const top = alarms(byId('alarms', HTMLElement), byId('monitors-heading', HTMLElement), open);
  const turned = switches(list, {
    refused, refresh, turn: (type, on) => client.monitoring.job[on ? 'activate' : 'deactivate'](...ids(), type),
  });
  const mail = new UndeliveredMail({ refused, refresh, retry: (noticeId) => client.monitoring.notice.retry(...ids(), noticeId) });
  const failures = openFailures(open);

  return {
    /**
     * @param {Answer} answer
     * @param {string} seenAt
     * @returns {boolean}  whether failures were opened or closed since the last time
     */
    show({ here, jobs, open: answered, undelivered, switches: last, lateJobs }, seenAt) {
      const all = monitors(jobs, last);
      const { blind, others } = parted(records(answered));
      const on = all.filter(({ isOn }) => isOn).length;
      whole.hidden = false;
      top.show(blind, lateJobs, here.zone);
      turned.show(all, here.zone);
      say(byId('monitors-on', HTMLElement), t.monitorsOn(on, all.length));
      set(byId('monitors-on', HTMLElement), { class: `state ${on === all.length ? 'good' : 'wrong'}` });
      say(byId('as-of', HTMLElement), t.asOf(seenAt));
      mail.show(records(undelivered), here.zone);
      return failures.show([...blind, ...others], others, here, t[silence(blind.length, all)]);
    },
    forget() {
      whole.hidden = true;
      top.forget();
      turned.forget();
      mail.forget();
      failures.forget();
    },
  };
}

/** @param {(failure: Failure, zone: string) => void} open */
function openFailures(open) {
  const place = byId('open-table', HTMLElement);
  const none = byId('none-open', HTMLElement);
  const count = byId('open-count', HTMLElement);
  const table = failureTable(place, { label: t.openFailures, closed: false, open });
  let shown = '';
  let known = '';

  return {
    /**
     * @param {Failure[]} all
     * @param {Failure[]} others  without our own blindness, which is said on top
     * @param {Here} here
     * @param {string} silent  what is said where there are none
     */
    show(all, others, here, silent) {
      const before = known;
      known = JSON.stringify(all);
      say(none, silent);
      const now = JSON.stringify([others, here.zone]);
      if (now !== shown) {
        const keep = shown !== '';
        shown = now;
        keepingFocus(place, () => {
          place.hidden = others.length === 0;
          count.hidden = place.hidden;
          none.hidden = !place.hidden;
          say(count, others.length ? t.openCount(figure(others.length)) : '');
          table.show(others, here, { keep });
        }, none);
      }
      return before !== '' && before !== known;
    },
    forget() {
      shown = known = '';
    },
  };
}
