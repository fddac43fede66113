package io.weir.runtime.entrypoints;

public class Prints {
    public static void main(String[] args) {
        System.out.println("printed");
        System.err.print("half a ");
        System.err.println("line");
        System.out.print("x".repeat(40_000) + "\n");
    }
}
