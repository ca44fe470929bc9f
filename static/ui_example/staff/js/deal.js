/**
 * The page DEAL of staff: all deals of the cluster.
 */
import { openDeals } from '../../shared/deal/page.js';
import { STAFF } from './main.js';

openDeals(STAFF);
