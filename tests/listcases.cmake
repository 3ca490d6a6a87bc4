# Run after a test program is built: cmake -DPROGRAM=… -DNAME=tst_x -DSOURCE=….cpp -DLIST=….cmake -P this
#
# Writes LIST, which ctest includes: one test for every case number and test function, for example
# "C017 tst_sessionstart noRefreshBefore". A number stands in the function's name or in its data tags;
# where it stands in tags, the test runs those rows and no other.
cmake_minimum_required(VERSION 3.22)

function(numbers_in text result)
    string(REGEX MATCHALL "C[0-9][0-9][0-9]" numbers "${text}")
    list(REMOVE_DUPLICATES numbers)
    set(${result} "${numbers}" PARENT_SCOPE)
endfunction()

set(tests "")
file(STRINGS "${SOURCE}" numbered REGEX "C[0-9][0-9][0-9]" LIMIT_COUNT 1)
if(numbered)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8
                            "${PROGRAM}" -datatags
                    OUTPUT_VARIABLE rest RESULT_VARIABLE failed)
    if(failed)
        message(FATAL_ERROR "${PROGRAM} -datatags: ${failed}")
    endif()
    # Line by line, not as a list: tags may have anything in them.
    set(functions "")
    while(rest MATCHES "^([^\n]*)\n(.*)$")
        set(line "${CMAKE_MATCH_1}")
        set(rest "${CMAKE_MATCH_2}")
        if(NOT line MATCHES "^[A-Za-z0-9_:]+ ([A-Za-z0-9_]+)( (.*))?$")
            continue()
        endif()
        set(function "${CMAKE_MATCH_1}")
        set(tag "${CMAKE_MATCH_3}")
        list(APPEND functions ${function})
        numbers_in("${tag}" numbers)
        foreach(number IN LISTS numbers)
            list(APPEND tagged_${function} ${number})
            string(APPEND rows_${function}_${number} " [====[${function}:${tag}]====]")
        endforeach()
    endwhile()

    list(REMOVE_DUPLICATES functions)
    foreach(function IN LISTS functions)
        numbers_in("${function}" numbers)
        list(APPEND numbers ${tagged_${function}})
        list(REMOVE_DUPLICATES numbers)
        foreach(number IN LISTS numbers)
            set(rows "${rows_${function}_${number}}")
            if(NOT rows)
                set(rows " ${function}")
            endif()
            string(REGEX REPLACE "(^|_)C[0-9][0-9][0-9]" "" plain "${function}")
            string(REGEX REPLACE "^_" "" plain "${plain}")
            set(test "[====[${number} ${NAME} ${plain}]====]")
            string(APPEND tests
                "add_test(${test} [====[${PROGRAM}]====]${rows})\n"
                "set_tests_properties(${test} PROPERTIES TIMEOUT 120 LABELS case ENVIRONMENT\n"
                "    \"QT_QPA_PLATFORM=offscreen;QT_FORCE_ASSERTS=1;LC_ALL=C.UTF-8\")\n")
        endforeach()
    endforeach()
endif()
file(WRITE "${LIST}" "${tests}")
