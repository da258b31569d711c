package dev.nacre.record;

import java.util.List;
import java.util.Set;

/**
 * Fields that get their defaults together, after one look at what they read elsewhere.
 *
 * @param links links to load before, as {@link Links#load} wants them
 * @param computes whether some read what formulas give, so that these must be computed before
 * @param steps the fields, each after those among them that it reads
 */
record Filling(Set<String> links, boolean computes, List<Form.Step> steps) {}
