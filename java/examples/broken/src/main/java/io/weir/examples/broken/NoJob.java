package io.weir.examples.broken;

/** Returns without having executed a job. */
public final class NoJob {

    private NoJob() {}

    public static void main(String[] args) {
        System.out.println("no job here");
    }
}
