package io.weir.runtime.entrypoints;

import java.util.Arrays;

public class PrintsItsArguments {
    public static void main(String[] args) {
        System.out.println(Arrays.toString(args));
    }
}
