"""The six monitors, by the names that settings, failures and the API use."""

MONITORS = ('apis_main_alive', 'apis_ccc_alive', 'grid_master_alive', 'apis_main_severe', 'apis_ccc_severe', 'apis_log_severe')
