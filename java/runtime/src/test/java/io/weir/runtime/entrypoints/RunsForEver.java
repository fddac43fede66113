package io.weir.runtime.entrypoints;

public class RunsForEver {
    public static void main(String[] args) throws Exception {
        System.out.println("running");
        Thread.currentThread().join();
    }
}
