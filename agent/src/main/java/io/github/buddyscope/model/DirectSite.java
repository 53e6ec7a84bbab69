// Copyright The Buddyscope Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.buddyscope.model;

/**
 * Where direct memory is asked for, by samples weighted so that the sum is right on average.
 *
 * @param name the place in the user's terms, e.g. {@code com.acme.Images.load} or
 *     {@code Netty's pooled allocator, for com.acme.Images.load}
 * @param bytes bytes reserved here since the start, estimated
 * @param errorBytes half the width of the estimate's 95 per cent interval, bytes; 0 where every reservation was sampled
 * @param samples samples that the estimate is of
 * @param periodBytes bytes reserved here in the last period, estimated
 */
public record DirectSite(String name, long bytes, long errorBytes, long samples, long periodBytes) {}
