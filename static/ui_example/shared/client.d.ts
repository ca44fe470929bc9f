// The global that /api/<role>/client.js leaves behind, and the answers the pages read.
// Documents come from programs we don't own: every member may be missing or null.

interface ClientAnswer {
  status: number;
  statusText: string;
  responseText: string;
  responseJSON: any;
  /** As in jQuery's jqXHR; a client without it is fine. */
  getResponseHeader?: (name: string) => string | null;
}

/** What a call of the client is rejected with. */
interface ClientRefusal extends Error {
  answer: ClientAnswer;
}

type ClientCall<T> = (...args: any[]) => Promise<T>;

interface OutlineUnit { id: string; name: string; available_from?: string | null; available_to?: string | null }
interface OutlineCluster { id: string; name: string; units: Record<string, OutlineUnit> }
interface OutlineCommunity { id: string; name: string; clusters: Record<string, OutlineCluster> }
interface Outline { communities: Record<string, OutlineCommunity> }

type UnitDocument = Record<string, any>;
type DealDocument = Record<string, any>;

declare const client: {
  readonly base: string;
  session: ClientCall<any>;
  login: ClientCall<any>;
  logout: ClientCall<any>;
  community: { outline: ClientCall<Outline>; timeZone: ClientCall<{ timeZone: string }> };
  unitData: { latestSet: ClientCall<Record<string, UnitDocument>>; unitIdList: ClientCall<string[]> };
  deal: {
    liveList: ClientCall<DealDocument[]>;
    list: ClientCall<DealDocument[]>;
    datetimeRange: ClientCall<{ min?: string | null; max?: string | null }>;
    sumsByHour: ClientCall<Record<string, number>>;
  };
  downtime: { unitIdList: ClientCall<string[]>; list: ClientCall<any[]> };
  availability: { list: ClientCall<any>; datetimeRange: ClientCall<{ min: string | null; max: string | null }> };
  monitoring: {
    failure: { openList: ClientCall<any[]>; list: ClientCall<any[]> };
    job: { list: ClientCall<any>; activate: ClientCall<any>; deactivate: ClientCall<any> };
    state: ClientCall<any>;
    notice: { undelivered: ClientCall<any[]>; retry: ClientCall<string> };
  };
  scenario: {
    availableList: ClientCall<any[]>;
    current: ClientCall<any>;
    readingList: ClientCall<any[]>;
    lastFetch: ClientCall<{ fetchedAt: string | null; scenarioId: number | null; isUpToDate: boolean }>;
    choose: ClientCall<any>;
    makeChoice: ClientCall<string>;
  };
};
