/**
 * The page DEAL of residents: the deals of their unit; the API masks the neighbours.
 */
import { openDeals } from '../../shared/deal/page.js';
import { RESIDENT } from './main.js';

openDeals(RESIDENT);
