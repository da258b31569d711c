package dev.nacre.workflow;

/** What one run wishes. */
record Asked<M extends Move.Wish>(InstanceRun run, M wish) {}
