# cmake -DCOMMAND=program;arguments -P checkmissing.cmake: the command is given a program that does
# not exist. It must say so on standard error and end with code 2.
execute_process(COMMAND ${COMMAND} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err
                TIMEOUT 30)
if(NOT code STREQUAL "2")
    message(FATAL_ERROR "exit code ${code}, expected 2\n${out}${err}")
endif()
if(NOT err MATCHES "cannot start the program [^\n]*no-such-program: ")
    message(FATAL_ERROR "no sentence about the missing program:\n${out}${err}")
endif()
