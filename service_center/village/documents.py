"""The documents of a village, as apis-ccc and apis-log write them: members and their order, BSON types, ids (ecosystem 2, 3, 4)."""

from datetime import UTC, datetime
from random import Random
from typing import Any

from bson.int64 import Int64

from service_center.village.cluster import Cluster
from service_center.village.deal import Deal
from service_center.village.house import House
from service_center.village.journal import Line
from service_center.village.market import DEALS_AT_ONCE

Document = dict[str, Any]

BATTERY_V = 48
MODES = {'0x0000': 'Waiting', '0x0014': 'Grid Autonomy', '0x0041': 'Heteronomy CV', '0x0002': 'Heteronomy CV'}
OF_APIS_LOG = '10.77.0.1:8888'  # all programs run on one machine, as in the demo


class Ids:
    """Makes `_id`s as the writers' Mongo client does: 24 hex digits as text, the second first, then who writes, then a count."""

    def __init__(self, rng: Random) -> None:
        self._writer = f'{rng.getrandbits(40):010x}'
        self._count = rng.getrandbits(23)

    def make(self, at: float) -> str:
        """Make the id of a document inserted at an instant (s since the epoch)."""
        self._count = (self._count + 1) & 0xFFFFFF
        return f'{int(at):08x}{self._writer}{self._count:06x}'


class Papers:
    """Writes the documents of one cluster."""

    def __init__(self, community_id: str, cluster_id: str, rng: Random) -> None:
        self.of_cluster = {'communityId': community_id, 'clusterId': cluster_id}
        self._ccc_ids, self._log_ids = Ids(rng), Ids(rng)

    def unit_data(self, cluster: Cluster, house: House, at: float, dataset_id: int) -> Document:
        """Write what apis-main knows of a unit."""
        rsoc = house.rsoc
        mode = cluster.mode_of(house.unit_id)
        return {
            '_id': self._ccc_ids.make(at),
            'emu': _emu(house, rsoc),
            'dcdc': _dcdc(house),
            'oesunit': self._oesunit(house, mode),
            'time': cluster.clock(house.unit_id),
            'battery': {'rsoc': rsoc, 'battery_operation_status': None},
            'apis': _apis(cluster, house, mode),
            'datasetId': Int64(dataset_id),
        }

    def again(self, document: Document, at: float, dataset_id: int) -> Document:
        """Write the same state of a unit once more, as from a GridMaster's cache: another report, an unchanged time (ecosystem 2.9)."""
        return document | {'_id': self._ccc_ids.make(at), 'datasetId': Int64(dataset_id)}

    def deal(self, deal: Deal, at: float) -> Document:
        """Write the state of a deal."""
        record = {name: [dict(part) if isinstance(part, dict) else part for part in value] if isinstance(value, list) else value
                  for name, value in deal.record.items()}
        return record | self.of_cluster | {'reportTime': Int64(int(at))}

    def line(self, line: Line) -> Document:
        """Write a line of a log; tools have no unit, their `unitname` is the program."""
        unit = {'unitId': line.unit_id} if line.unit_id else {}
        return {
            '_id': self._log_ids.make(line.at), 'address': OF_APIS_LOG, **self.of_cluster, 'programId': line.program, **unit,
            'unitname': line.unit_id or line.program, 'thread': line.thread, 'datetime': _milliseconds(line.at),
            'loglevel': line.level, 'loggername': line.logger_name, 'message': line.message,
        }

    def _oesunit(self, house: House, mode: str) -> Document:
        number = house.household.number
        return self.of_cluster | {
            'id': house.unit_id, 'display': house.unit_id, 'sn': str(number), 'budo': '1' if mode == 'autonomous' else '0',
            'ip': '10.77.0.1', 'ipv6_ll': 'NA', 'ipv6_g': 'NA', 'mac': f'02:00:00:00:{number >> 8 & 255:02x}:{number & 255:02x}',
        }


def _emu(house: House, rsoc: float) -> Document:
    # what the emulator never changes stands as it was recorded
    watts = round(abs(house.battery_w), 2)
    return {
        'charge_discharge_power': watts if watts else 0,
        'system_time': {'month': 12, 'minute': 5, 'day': 20, 'hour': 23, 'year': 2014},
        'pvc_charge_current': 0,
        'ups_input_voltage': 102.8,
        'rsoc': rsoc,
        'battery_current': round(house.battery_w / BATTERY_V, 2),
        'battery_voltage': 52.1,
        'pvc_charge_voltage': 0.28,
        'ups_operation_mode': {'parameter': 80, 'mode': 5 if house.is_bypassed else 2, 'stop_mode': 2},
        'ups_operation_schedule': 1,
        'ups_output_power': round(house.load_w, 2),
        'battery_rsoc': 34,
        'ups_output_frequency': 60,
        'pvc_charge_power': round(house.solar_w, 2),
        'ups_output_current': 11.7,
        'dischargeable_time': {'minute': 0, 'hour': 0},
        'ups_output_voltage': 102.8,
    }


def _dcdc(house: House) -> Document:
    meter = house.meter
    return {
        'status': {'status': meter.status, 'alarmState': 'Light alarm', 'operationMode': MODES[meter.status]},
        'meter': {
            'wg': meter.wg, 'tmp': 26.59, 'vb': BATTERY_V, 'wb': meter.wb, 'vg': meter.vg, 'ib': round(meter.wb / BATTERY_V, 2),
            'ig': meter.ig,
        },
        'vdis': {'dvg': meter.dvg, 'drg': 0.0},
        'param': {'dig': meter.dig},
    }


def _apis(cluster: Cluster, house: House, mode: str) -> Document:
    deal_ids = [deal.deal_id for deal in cluster.grid.deals_of(house.unit_id)]
    return {
        'version': '3.0.0',
        'remaining_capacity_wh': house.remaining_wh,
        'deal_interlock_capacity': DEALS_AT_ONCE,
        **({'is_grid_master': True} if cluster.grid_master == house.unit_id else {}),
        **({'deal_id_list': deal_ids} if deal_ids else {}),
        'operation_mode': {'global': cluster.global_mode, 'local': cluster.local_modes.get(house.unit_id), 'effective': mode},
    }


def _milliseconds(at: float) -> datetime:
    return datetime.fromtimestamp(int(at * 1000) / 1000, UTC)
