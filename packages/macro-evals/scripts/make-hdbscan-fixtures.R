# Makes src/fixtures/hdbscan.json: point sets and the labels that R's dbscan::hdbscan gives them.
# Run from the package's folder with R and its package dbscan (Debian: r-cran-dbscan):
#   Rscript scripts/make-hdbscan-fixtures.R
suppressMessages(library(dbscan))

blobs <- function(n, d, k, spread, noise) {
  centres <- matrix(runif(k * d, 0, 10), k, d)
  which <- sample(k, n, replace = TRUE)
  points <- centres[which, , drop = FALSE] + matrix(rnorm(n * d, 0, spread), n, d)
  stray <- runif(n) < noise
  points[stray, ] <- runif(sum(stray) * d, 0, 10)
  points
}
uneven <- function(n) rbind(
  cbind(rnorm(n / 2, 0, 0.2), rnorm(n / 2, 0, 0.2)),
  cbind(rnorm(n / 4, 4, 1.0), rnorm(n / 4, 4, 1.0)),
  cbind(rnorm(n / 4, 9, 0.5), rnorm(n / 4, 0, 2.0)))
ring <- function(n) { a <- runif(n, 0, 2 * pi); rbind(cbind(cos(a), sin(a)) * 5 + rnorm(2 * n, 0, 0.2), cbind(rnorm(n / 2, 0, 0.4), rnorm(n / 2, 0, 0.4))) }
moons <- function(n) { a <- runif(n, 0, pi); rbind(cbind(cos(a), sin(a)), cbind(1 - cos(a), 0.5 - sin(a))) + rnorm(4 * n, 0, 0.07) }
nested <- function(n) rbind(blobs(n, 2, 2, 0.15, 0), blobs(n, 2, 3, 0.6, 0.1), matrix(rnorm(n * 2, 20, 3), n, 2))

cases <- list()
add <- function(name, seed, min_pts, make) {
  set.seed(seed)
  points <- round(make(), 6)
  labels <- hdbscan(points, minPts = min_pts)$cluster
  cases[[length(cases) + 1]] <<- list(name = name, min_pts = min_pts, points = points, labels = labels)
}
add("three blobs in a plane", 1, 5, function() blobs(150, 2, 3, 0.4, 0))
add("three blobs with noise", 2, 5, function() blobs(200, 2, 3, 0.4, 0.2))
add("five blobs, larger minimum", 3, 15, function() blobs(400, 2, 5, 0.5, 0.1))
add("eight blobs in three dimensions", 4, 10, function() blobs(500, 3, 8, 0.5, 0.1))
add("twelve blobs in five dimensions", 5, 8, function() blobs(600, 5, 12, 0.6, 0.05))
add("ten blobs in twelve dimensions", 6, 6, function() blobs(500, 12, 10, 0.8, 0.05))
add("one dimension", 7, 5, function() blobs(120, 1, 4, 0.2, 0.1))
add("uneven densities", 8, 10, function() uneven(400))
add("uneven densities, small minimum", 9, 4, function() uneven(200))
add("a ring around a blob", 10, 8, function() ring(200))
add("two moons", 11, 5, function() moons(150))
add("two moons, larger minimum", 12, 20, function() moons(200))
add("nested densities", 13, 10, function() nested(200))
add("nested densities, small minimum", 14, 5, function() nested(150))
add("pure noise", 15, 10, function() blobs(200, 2, 1, 0.1, 1))
add("pure noise, small minimum", 16, 3, function() blobs(150, 3, 1, 0.1, 1))
add("minimum of two", 17, 2, function() blobs(80, 2, 4, 0.3, 0.1))
add("one blob", 18, 10, function() blobs(150, 2, 1, 0.5, 0))
add("overlapping blobs", 19, 12, function() blobs(400, 2, 6, 1.0, 0))
add("twenty small blobs", 20, 5, function() blobs(500, 4, 20, 0.3, 0.05))
add("far outliers", 21, 7, function() rbind(blobs(200, 2, 3, 0.3, 0), matrix(c(100, 100, -90, 40, 70, -80), 3, 2)))
add("tiny set", 22, 3, function() blobs(12, 2, 2, 0.1, 0))
add("many points", 23, 25, function() blobs(1000, 2, 8, 0.4, 0.15))
add("high dimensions, few points", 24, 4, function() blobs(100, 20, 4, 0.5, 0.05))

row <- function(v) paste0("[", paste(format(v, digits = 15, trim = TRUE, scientific = FALSE), collapse = ","), "]")
case_json <- function(one) paste0('{"name":"', one$name, '","min_pts":', one$min_pts, ',"labels":[', paste(one$labels - 0, collapse = ","), '],"points":[', paste(apply(one$points, 1, row), collapse = ","), "]}")
writeLines(paste0("[\n", paste(vapply(cases, case_json, ""), collapse = ",\n"), "\n]"), "src/fixtures/hdbscan.json")
