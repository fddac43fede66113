package io.weir.runtime.entrypoints;

public class Exits {
    public static void main(String[] args) {
        System.exit(3);
    }
}
